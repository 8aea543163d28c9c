/**
 * Becoming the owner of a data folder, whatever state it is in. One loop looks at the folder, does the one next thing
 * that brings it nearer, and looks again:
 *
 *   the socket answers, the lock is free    → we own it; a Postgres that we did not start is adopted
 *   the socket answers, the lock is taken   → another server runs here: leave it alone and say so
 *   "starting up", "shutting down"          → wait
 *   nobody answers, a Postgres is alive     → it starts or stops: wait
 *   nobody answers, none is alive           → start one
 *   the one that we started ended           → another start was faster, or shared memory is not free yet: look again;
 *                                             anything else is for a person to mend
 *
 * Several starts at once. Postgres itself sees to it that one process at most has the cluster open, so of several that
 * are started one stays. Every start then asks it for the lock, and one gets it, not always the one whose Postgres
 * stayed. The loser tells its watcher to let go before it leaves, and the winner has put a watcher of its own on that
 * Postgres. What is left is a loser that is killed in the ~10 ms between starting a Postgres and letting go of it: its
 * watcher ends that Postgres under the winner, who starts it again as after any other crash.
 *
 * A start right after a `kill -9` may take the lock in a Postgres that the dead server's watcher is ending: the
 * session is lost at once, and the loop goes on from there.
 */
import { statfs } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError, explainDiskFault, lastFault } from './errors.ts';
import { knock, type OwnerSession } from './owner-session.ts';
import type { Place } from './place.ts';
import { endSpawned, findPostmaster, type Running, type Spawned, spawnPostmaster } from './postmaster.ts';
import { type Watcher, watch } from './watcher.ts';

export interface Ownership {
  /** The main process of Postgres. */
  pid: number;
  session: OwnerSession;
  watcher: Watcher;
}

const look_ms = 20;
/** A killed server's session ends some moments after it. */
const taken_ms_max = 1_000;
/** How long a state that passes by itself may take: shutting down, shared memory that is still in use. */
const passing_ms_max = 30_000;
const notice_ms = 10_000;
/** With less, Postgres can write neither its lock file nor its log. */
const diskFree_bytes_min = 64 * 1024;

export async function becomeOwner(place: Place, signal: AbortSignal): Promise<Ownership> {
  const begun = Date.now();
  let takenSince: number | null = null;
  let spawned: Spawned | null = null;
  let notices = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      const answer = await knock(place);
      if (answer.kind === 'owner') {
        const ownership = await settle(place, answer.session, spawned);
        if (ownership !== null) return ownership;
      }
      if (answer.kind === 'taken') {
        takenSince ??= Date.now();
        if (Date.now() - takenSince > taken_ms_max) throw alreadyRunning(place, answer.ownerPid);
      }
      if (spawned?.ended()) {
        const ended = spawned;
        spawned = null;
        await sleep(await explainEnd(place, ended, begun), undefined, { signal });
      } else if (spawned === null && answer.kind === 'nobody') {
        const running = await findPostmaster(place);
        if (running === null) spawned = await spawnPostmaster(place);
        else if (hasWaited(begun)) throw doesNotAnswer(place, running);
      }
      if (Date.now() - begun > (notices + 1) * notice_ms) {
        notices++;
        place.log.info(
          { postgres: await findPostmaster(place) },
          'Still waiting for Postgres: it starts, recovers or stops',
        );
      }
      await sleep(look_ms, undefined, { signal });
    }
  } catch (error) {
    if (spawned !== null) await letGo(place, spawned);
    throw signal.aborted ? signal.reason : error;
  }
}

/** The lock is ours. Null when the Postgres that gave it is ending. */
async function settle(
  place: Place,
  session: OwnerSession,
  spawned: Spawned | null,
): Promise<Ownership | null> {
  const running = await findPostmaster(place);
  if (running === null) {
    const isOver = await Promise.race([session.lost.then(() => true), sleep(500, false)]);
    await session.close();
    if (isOver) return null;
    throw new EmbeddedPostgresError(
      `The Postgres of ${place.dataDir} runs in another container or on another machine. Stop that one first, or set DATA_DIR to another folder.`,
    );
  }
  if (running.pid === spawned?.pid) {
    await spawned.keepLog();
    return { pid: running.pid, session, watcher: spawned.watcher };
  }
  place.log.info({ pid: running.pid }, 'Postgres runs already: taking it over');
  const watcher = watch(place.clusterDir, running.pid);
  if (spawned !== null) await forget(spawned);
  return { pid: running.pid, session, watcher };
}

/** Leaves no Postgres behind, except one that has become another server's. */
async function letGo(place: Place, spawned: Spawned): Promise<void> {
  if (!spawned.ended()) {
    const answer = await knock(place).catch(() => null);
    if (answer?.kind === 'taken') await spawned.keepLog();
    else await endSpawned(place, spawned);
    if (answer?.kind === 'owner') await answer.session.close();
  }
  await forget(spawned);
}

async function forget(spawned: Spawned): Promise<void> {
  spawned.watcher.release();
  if (spawned.ended()) await spawned.discardLog();
}

/** Milliseconds to wait before the next look, or an error that a person has to see. */
async function explainEnd(place: Place, spawned: Spawned, begun: number): Promise<number> {
  const output = await spawned.output();
  const isFull = await isDiskFull(place.dataDir);
  const passing = isFull ? null : whatPasses(output);
  if (passing !== null && !hasWaited(begun)) {
    await forget(spawned);
    return passing.wait_ms;
  }
  spawned.watcher.release();
  await spawned.keepLog();
  if (passing !== null) {
    throw new EmbeddedPostgresError(`Postgres cannot start in ${place.clusterDir}: ${passing.remedy}`, {
      cause: output,
    });
  }
  throw (
    explainDiskFault(isFull ? 'ENOSPC' : output, place.dataDir, output) ??
    new EmbeddedPostgresError(
      `Postgres cannot start in ${place.clusterDir}: ${lastFault(output)}. Its log is ${place.dataDir}/postgres.log.`,
      { cause: output },
    )
  );
}

/** Asked of the disk itself, because the log that would say so may be on it. */
async function isDiskFull(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < diskFree_bytes_min;
}

function whatPasses(output: string): { wait_ms: number; remedy: string } | null {
  // Empty: another Postgres has made the file a moment ago and not written its number yet.
  if (/lock file "[^"]*" (already exists|is empty)/.test(output)) {
    return { wait_ms: 50, remedy: `${lastFault(output)}. If that process is no Postgres, remove the file.` };
  }
  // The postmaster was killed, and its other processes have not noticed yet.
  if (/pre-existing shared memory block/.test(output)) {
    const remedy =
      'processes of a killed Postgres are still there. End them (pkill -u <its user> postgres) and start again.';
    return { wait_ms: 200, remedy };
  }
  // Somebody ended it while it started, e.g. a service manager that signals everybody.
  if (!/FATAL|PANIC|error:/.test(output)) {
    return {
      wait_ms: 100,
      remedy: 'it is ended each time by something else on this machine. Find out what sends the signals.',
    };
  }
  return null;
}

function hasWaited(begun: number): boolean {
  return Date.now() - begun > passing_ms_max;
}

function alreadyRunning(place: Place, ownerPid: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `Scriptorium already runs on the data folder ${place.dataDir} (process ${ownerPid}). Stop that one first, or set DATA_DIR to another folder.`,
  );
}

function doesNotAnswer(place: Place, running: Running): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `A Postgres (process ${running.pid}) has ${place.clusterDir} open and does not answer in ${place.socketDir}. Stop it with "kill -INT ${running.pid}" and start again.`,
  );
}
