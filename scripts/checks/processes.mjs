/**
 * Starts commands so that everything they start can be found again, also what outlived its parent.
 *
 * Every command is the leader of a process group. On Linux it also carries a mark in its environment, which its
 * descendants inherit even if they leave the group, as browsers and databases do.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const mark = `SCRIPTORIUM_TEST_RUN=${randomUUID()}`;
/** @type {Set<number>} */
const groups = new Set();

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ env: NodeJS.ProcessEnv, timeout_ms: number }} options
 * @returns {Promise<{ code: number | null, output: string }>} output: stdout and stderr as they came
 */
export function run(command, args, { env, timeout_ms }) {
  const [name = '', value] = mark.split('=');
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: { ...env, [name]: value },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let output = '';
    /** @param {Buffer} chunk */
    const collect = (chunk) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    if (child.pid) groups.add(child.pid);

    const timer = setTimeout(() => {
      output += `\nStopped: it took longer than ${timeout_ms / 60_000} minutes.\n`;
      if (child.pid) signalGroup(child.pid, 'SIGKILL');
    }, timeout_ms);
    /** @param {number | null} code */
    const finish = (code) => {
      clearTimeout(timer);
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += `${error.message}\n`;
      finish(null);
    });
    child.on('close', finish);
    // A process that was left behind may hold the pipes open for ever: then 'close' never comes.
    child.on('exit', (code) => setTimeout(finish, 1_000, code).unref());
  });
}

/**
 * What the finished commands left running; it gets two seconds to go by itself, then it is ended.
 *
 * @returns {Promise<string[]>} one line per process
 */
export async function endLeftovers() {
  for (let waited_ms = 0; waited_ms < 2_000 && leftovers().length > 0; waited_ms += 100) await sleep(100);
  const left = leftovers();
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGKILL'])) {
    for (const { kill } of leftovers()) kill(signal);
    for (let waited_ms = 0; waited_ms < 3_000 && leftovers().length > 0; waited_ms += 100) await sleep(100);
  }
  groups.clear();
  return left.map((each) => each.description);
}

/** @returns {{ description: string, kill: (signal: NodeJS.Signals) => void }[]} */
function leftovers() {
  if (process.platform === 'linux') {
    return marked().map((pid) => ({
      description: `${pid} ${commandLine(pid)}`,
      kill: (signal) => tryKill(pid, signal),
    }));
  }
  return [...groups]
    .filter((group) => tryKill(-group, 0))
    .map((group) => ({
      description: `process group ${group}`,
      kill: (signal) => signalGroup(group, signal),
    }));
}

/** Processes of this machine that carry this run's mark and are still running (a zombie has no command line). */
function marked() {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
    .filter((pid) => read(`/proc/${pid}/environ`).split('\0').includes(mark) && commandLine(pid) !== '');
}

/** @param {number} pid */
function commandLine(pid) {
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim().slice(0, 120);
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Gone meanwhile, or another user's.
    return '';
  }
}

/** @param {number} group @param {NodeJS.Signals} signal */
function signalGroup(group, signal) {
  tryKill(-group, signal);
}

/** @param {number} pid @param {NodeJS.Signals | 0} signal */
function tryKill(pid, signal) {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
