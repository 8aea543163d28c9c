/** The main process of Postgres: finding it, starting it, ending it. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, readlinkSync } from 'node:fs';
import { link, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { cleanEnvironment } from './environment.ts';
import { errorCode } from './errors.ts';
import type { Place } from './place.ts';
import { socketPort } from './socket-folder.ts';
import { type Watcher, watch } from './watcher.ts';

/** A Postgres that this process started. It may have lost to one that another start started: then it has `ended`. */
export interface Spawned {
  pid: number;
  watcher: Watcher;
  ended(): boolean;
  /** What it wrote to its log; asked when it ended. */
  output(): Promise<string>;
  /** It runs: its log becomes `postgres.log`, the one before `postgres.log.1`, older ones go. */
  keepLog(): Promise<void>;
  discardLog(): Promise<void>;
}

export interface Running {
  pid: number;
  /** What it wrote about itself: starting, ready, stopping; empty in its first moments. */
  status: string;
}

const newLog = 'postgres.log.new-';
const oldLog_ms = 60_000;

/**
 * Settings for a small host, given on the command line so that an upgrade of Scriptorium changes them for every
 * cluster. Durability (fsync, full_page_writes, synchronous_commit) stays as Postgres has it: on.
 */
function settings(socketDir: string): Record<string, string> {
  return {
    listen_addresses: '',
    port: String(socketPort),
    unix_socket_directories: `"${socketDir.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    max_connections: '100',
    shared_buffers: '128MB',
    // Parallel queries need /dev/shm, which Docker bounds to 64 MB, and more cores than such a host has.
    max_parallel_workers_per_gather: '0',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Starts, stops and crashes only. The server sees the errors of its queries itself, and statements hold people's text.
    log_min_messages: 'log',
    log_checkpoints: 'off',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
  };
}

/**
 * Starts Postgres in a session of its own, so that Ctrl-C, which the terminal sends to everybody in the foreground,
 * does not end it before the server has written what it holds. A watcher ends it if the server cannot.
 * Each attempt has a log of its own: two starts at once would not know whose words they read.
 */
export async function spawnPostmaster(place: Place): Promise<Spawned> {
  const { dataDir, clusterDir, binaries, runAs } = place;
  const logPath = join(dataDir, `${newLog}${process.pid}-${randomBytes(4).toString('hex')}`);
  const options = Object.entries(settings(place.socketDir)).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const [program, args] = runAs.command(binaries.postgres, ['-D', clusterDir, ...options]);
  const logFd = openSync(logPath, 'ax', 0o600);
  let child: ChildProcess;
  try {
    child = spawn(program, args, {
      ...runAs.options,
      cwd: '/',
      env: cleanEnvironment(),
      detached: true,
      stdio: ['ignore', logFd, logFd],
    });
  } finally {
    closeSync(logFd);
  }
  // In the same tick: were the server killed between the two, nobody would end that Postgres.
  const watcher = child.pid === undefined ? null : watch(clusterDir, child.pid);
  await once(child, 'spawn');
  child.unref();
  if (child.pid === undefined || watcher === null) throw new Error('A started process has a number');
  return {
    pid: child.pid,
    watcher,
    ended: () => child.exitCode !== null || child.signalCode !== null,
    output: () => readFile(logPath, 'utf8'),
    keepLog: () => keepLog(dataDir, logPath),
    discardLog: () => rm(logPath, { force: true }),
  };
}

async function keepLog(dataDir: string, logPath: string): Promise<void> {
  const kept = join(dataDir, 'postgres.log');
  await rename(kept, `${kept}.1`).catch(ignoreMissing);
  await rename(logPath, kept);
  for (const name of await readdir(dataDir)) {
    // Left by starts that were killed; a young one may belong to a start that is still reading it.
    const path = join(dataDir, name);
    const left = name.startsWith(newLog) ? await stat(path).catch(ignoreMissing) : null;
    if (left !== null && Date.now() - left.mtimeMs > oldLog_ms) await rm(path, { force: true });
  }
}

/**
 * The living Postgres of this cluster, by the file `postmaster.pid` that it keeps. A file left behind by a killed one
 * is put right by the next Postgres itself, except where its number belongs to another process by now: usual after a
 * container was killed, where the same few numbers come back. Such a file is moved away here.
 */
export async function findPostmaster(place: Place): Promise<Running | null> {
  const path = join(place.clusterDir, 'postmaster.pid');
  const running = await readPidFile(path);
  if (running !== null && (await isPostmaster(running.pid, place.clusterDir))) return running;
  if (running !== null) await removeStaleLock(path, running.pid);
  const socketLock = join(place.socketDir, `.s.PGSQL.${socketPort}.lock`);
  const socketOwner = await readPidFile(socketLock);
  if (socketOwner !== null && !(await isPostmaster(socketOwner.pid, place.clusterDir))) {
    await removeStaleLock(socketLock, socketOwner.pid);
  }
  return null;
}

async function isPostmaster(pid: number, clusterDir: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return /postgres/.test(await commandOf(pid));
  try {
    // "<pid> (<name>) <state> …": Z is a process that ended and that nobody has asked about.
    const [, name, state] = /\((.*)\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    if (name !== 'postgres' || state === 'Z') return false;
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ESRCH') return false;
    throw error;
  }
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === clusterDir;
  } catch (error) {
    // Another user's process, or one with a capability, may not be looked at: some Postgres it is.
    return errorCode(error) === 'EACCES' || errorCode(error) === 'EPERM';
  }
}

/**
 * Ends Postgres and waits until it is gone. `fast` (SIGINT) rolls back what is open and writes a checkpoint; if that
 * takes too long, `immediate` (SIGQUIT) leaves it to the recovery at the next start, which loses nothing either.
 */
export async function endPostmaster(place: Place, pid: number): Promise<void> {
  await end(place, pid, async () => !(await isPostmaster(pid, place.clusterDir)));
}

/** The same for a Postgres of one's own, which in its first moments cannot be told from any other process. */
export async function endSpawned(place: Place, spawned: Spawned): Promise<void> {
  await end(place, spawned.pid, async () => spawned.ended());
}

async function end(place: Place, pid: number, isGone: () => Promise<boolean>): Promise<void> {
  for (const [signal, wait_ms] of [['SIGINT', 5_000] as const, ['SIGQUIT', 3_000] as const]) {
    if (await isGone()) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (errorCode(error) === 'ESRCH') return;
      throw error;
    }
    const deadline = Date.now() + wait_ms;
    while (Date.now() < deadline) {
      await sleep(10);
      if (await isGone()) return;
    }
    place.log.warn({ pid, signal, wait_ms }, 'Postgres did not stop in time');
  }
}

async function readPidFile(path: string): Promise<Running | null> {
  const text = await readFile(path, 'utf8').catch(ignoreMissing);
  const lines = text?.split('\n') ?? [];
  const pid = Math.abs(Number.parseInt(lines[0] ?? '', 10));
  return Number.isSafeInteger(pid) && pid > 1 ? { pid, status: lines[7]?.trim() ?? '' } : null;
}

/**
 * Only when the number is alive and is no Postgres. Two starts may both have judged so, and the faster one's Postgres
 * may have written the file anew: so it is moved first, looked at again, and put back if it is not the one judged.
 */
async function removeStaleLock(path: string, pid: number): Promise<void> {
  if (!isAlive(pid)) return;
  const moved = `${path}.stale-${process.pid}`;
  await rename(path, moved).catch(ignoreMissing);
  if ((await readPidFile(moved))?.pid !== pid) {
    await link(moved, path).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') ignoreMissing(error);
    });
  }
  await rm(moved, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

async function commandOf(pid: number): Promise<string> {
  try {
    return (await promisify(execFile)('ps', ['-p', String(pid), '-o', 'command='])).stdout;
  } catch (error) {
    if (isAlive(pid)) throw error;
    return '';
  }
}

function ignoreMissing(error: unknown): null {
  if (errorCode(error) === 'ENOENT') return null;
  throw error;
}
