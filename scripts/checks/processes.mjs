/**
 * Starts commands so that everything they start can be found again, also what outlived its parent.
 *
 * Every command is the leader of a process group, but browsers and databases leave it. So on Linux the process table
 * is looked at while commands run, and whoever descends from one of them is remembered, with the time of its start,
 * since numbers are used again. A parent may live too shortly to be seen: its children are known by a mark in their
 * environment. The mark alone would not do: Redis writes its title over it, Postgres gets an environment of its own.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const look_every_ms = 200;
const mark_name = 'SCRIPTORIUM_TEST_RUN';
const mark = randomUUID();

/** Leaders of the groups of all commands so far. @type {Set<number>} */
const groups = new Set();
/** Descendants on Linux: pid → start time, in clock ticks since boot. @type {Map<number, string>} */
const seen = new Map();
const started = Number(statOf(process.pid)?.started);

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ env: NodeJS.ProcessEnv, timeout_ms: number }} options
 * @returns {Promise<{ code: number | null, output: string }>} output: stdout and stderr as they came
 */
export function run(command, args, { env, timeout_ms }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: { ...env, [mark_name]: mark },
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
    const looking = setInterval(look, look_every_ms);

    const timer = setTimeout(() => {
      output += `\nStopped: it took longer than ${timeout_ms / 60_000} minutes.\n`;
      if (child.pid) tryKill(-child.pid, 'SIGKILL');
    }, timeout_ms);
    /** @param {number | null} code */
    const finish = (code) => {
      clearTimeout(timer);
      clearInterval(looking);
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
  return left.map((each) => each.description);
}

/** @returns {{ description: string, kill: (signal: NodeJS.Signals) => void }[]} */
function leftovers() {
  if (process.platform !== 'linux') {
    return [...groups]
      .filter((group) => tryKill(-group, 0))
      .map((group) => ({
        description: `process group ${group}`,
        kill: (signal) => tryKill(-group, signal),
      }));
  }
  return [...look()].map((pid) => ({
    description: `${pid} ${read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim().slice(0, 120)}`,
    kill: (signal) => tryKill(pid, signal),
  }));
}

/** Remembers new descendants; returns those that are running. @returns {Set<number>} */
function look() {
  /** @type {Set<number>} */
  const running = new Set();
  if (process.platform !== 'linux') return running;
  // In the order of their numbers, parents mostly come before their children; the next look gets the others.
  for (const pid of readdirSync('/proc').map(Number).filter(Boolean)) {
    const stat = statOf(pid);
    if (!stat || stat.state === 'Z' || pid === process.pid || Number(stat.started) < started) continue;
    const isKnown = seen.get(pid) === stat.started || groups.has(stat.group) || running.has(stat.parent);
    if (!isKnown && !isMarked(pid)) continue;
    seen.set(pid, stat.started);
    running.add(pid);
  }
  return running;
}

/** @param {number} pid */
function isMarked(pid) {
  return read(`/proc/${pid}/environ`).split('\0').includes(`${mark_name}=${mark}`);
}

/** @param {number} pid */
function statOf(pid) {
  // The name is in brackets and may hold anything, so the fields are counted from its end; proc_pid_stat(5).
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  const [state = '', parent, group] = fields;
  const started = fields[19];
  if (started === undefined) return undefined;
  return { state, parent: Number(parent), group: Number(group), started };
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

/** @param {number} pid @param {NodeJS.Signals | 0} signal */
function tryKill(pid, signal) {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
