/**
 * A Postgres of Scriptorium's own, for whoever has none: real Postgres from npm, its cluster in `DATA_DIR/postgres`,
 * on a unix socket. This file starts it, keeps it running, and stops it; how one of several starts becomes the owner
 * of a data folder is in `embedded-postgres/ownership.ts`.
 *
 *   starting ── owner ──► running ── session lost ──► restarting (backoff, for ever) ──► running
 *      │ abort, error        └──────────── stop() ───────────┴──► stopped
 *      ▼
 *    nothing is left
 *
 * The signal only cancels the start. Postgres must outlive it afterwards: a server that was told to stop writes what
 * it holds first, and then calls stop(). A server that dies without a word is survived by its watcher for a moment,
 * which ends Postgres.
 */
import { chmod, mkdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries } from './embedded-postgres/binaries.ts';
import { ensureCluster, removeUnfinished } from './embedded-postgres/cluster.ts';
import { EmbeddedPostgresError, explainSystemError } from './embedded-postgres/errors.ts';
import { workingName } from './embedded-postgres/owner-session.ts';
import { becomeOwner, type Ownership } from './embedded-postgres/ownership.ts';
import type { Log, Place } from './embedded-postgres/place.ts';
import { endPostmaster } from './embedded-postgres/postmaster.ts';
import { chooseRunAs, refuseForeignCluster } from './embedded-postgres/run-as.ts';
import { makeSocketFolder, socketPort } from './embedded-postgres/socket-folder.ts';

export { EmbeddedPostgresError };

export interface EmbeddedPostgres {
  /** For a `pg` Pool. `host` is the folder of the unix socket; there is no password and no TLS (pass `ssl: false`). */
  connection: { host: string; port: number; user: string; database: string };
  /** Ends Postgres, also one that was adopted, and waits until it is gone: 20 ms as a rule, 8 s at most. Repeatable. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Made if missing. */
  dataDir: string;
  log: Log;
  /** Cancels the start; has no effect once it is done. */
  signal?: AbortSignal;
}

/**
 * Resolves when the database answers: about 1 s the first time, 0.2 s later. Throws `EmbeddedPostgresError`, whose
 * message is for the person who starts the server, when another server owns the folder or the machine is at fault.
 */
export async function startEmbeddedPostgres({
  dataDir,
  log,
  signal,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const cancelled = signal ?? new AbortController().signal;
  try {
    const place = await prepare(dataDir, log);
    await ensureCluster(place, cancelled);
    place.clusterDir = await realpath(place.clusterDir);
    const ownership = await becomeOwner(place, cancelled);
    try {
      await ownership.session.ensureDatabase();
      await removeUnfinished(place);
      cancelled.throwIfAborted();
    } catch (error) {
      await end(place, ownership);
      throw error;
    }
    return supervise(place, ownership);
  } catch (error) {
    throw explainSystemError(error, dataDir);
  }
}

async function prepare(dataDir: string, log: Log): Promise<Place> {
  const binaries = await findBinaries();
  const made = await mkdir(dataDir, { recursive: true });
  const folder = await realpath(resolve(dataDir));
  // Whoever Postgres runs as has to pass through it, whatever the umask; the files inside have modes of their own.
  if (made !== undefined) await chmod(folder, 0o711);
  const clusterDir = join(folder, 'postgres');
  if (process.getuid?.() !== 0) refuseForeignCluster(clusterDir);
  const runAs = chooseRunAs(folder, binaries.postgres);
  if (runAs.privileged) {
    log.info(
      { folder },
      'This folder is private to root, so Postgres gets one capability of root to reach it',
    );
  }
  const socketDir = await makeSocketFolder(folder, runAs);
  return { dataDir: folder, clusterDir, socketDir, binaries, runAs, log };
}

function supervise(place: Place, first: Ownership): EmbeddedPostgres {
  const stopping = new AbortController();
  let ownership: Ownership | null = first;

  const keepRunning = async () => {
    while (ownership !== null) {
      await ownership.session.lost;
      if (stopping.signal.aborted) return;
      place.log.warn({ pid: ownership.pid }, 'Postgres is gone: starting it again');
      const begun = Date.now();
      ownership.watcher.release();
      ownership = null;
      ownership = await becomeOwnerAgain(place, stopping.signal);
      if (stopping.signal.aborted) return;
      if (ownership !== null) {
        place.log.info({ pid: ownership.pid, took_ms: Date.now() - begun }, 'Postgres runs again');
      }
    }
  };
  const kept = keepRunning();

  let stopped: Promise<void> | null = null;
  const stop = async () => {
    stopping.abort();
    if (ownership !== null) await end(place, ownership);
    // Stopped in the middle of a restart: it may have succeeded all the same.
    await kept;
    if (ownership !== null) await end(place, ownership);
  };
  return {
    connection: { host: place.socketDir, port: socketPort, user: workingName, database: workingName },
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** Whatever is wrong may pass (a full disk, another server that took its chance): it is tried until `signal` ends it. */
async function becomeOwnerAgain(place: Place, signal: AbortSignal): Promise<Ownership | null> {
  for (let wait_ms = 250; ; wait_ms = Math.min(2 * wait_ms, 5_000)) {
    try {
      return await becomeOwner(place, signal);
    } catch (error) {
      if (signal.aborted) return null;
      place.log.error({ err: error, retry_ms: wait_ms }, 'Postgres cannot be started again yet');
    }
    try {
      await sleep(wait_ms, undefined, { signal });
    } catch {
      return null;
    }
  }
}

async function end(place: Place, ownership: Ownership): Promise<void> {
  await endPostmaster(place, ownership.pid);
  ownership.watcher.release();
  await ownership.session.close();
}
