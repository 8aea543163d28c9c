/**
 * Who owns the data folder: whoever holds a session-level advisory lock in its Postgres. There is no lock file that
 * could outlive its process and no process number that could be taken by another: the lock goes when the session goes.
 */
import pg from 'pg';
import { EmbeddedPostgresError, errorCode } from './errors.ts';
import type { Place } from './place.ts';
import { socketPort } from './socket-folder.ts';

/** The letters "scripto": unlikely to be taken by anything else in the database `postgres`. */
const lockKey = '32478743158518895';
const ownerName = 'scriptorium-owner';

/** The role and the database that the server works with. The role is no superuser: it owns its database, not the cluster. */
export const workingName = 'scriptorium';

export interface OwnerSession {
  /** Settles when the session is over: Postgres ended, crashed, or somebody cut the session off. */
  lost: Promise<void>;
  /** Makes the role and the database where they are missing. */
  ensureDatabase(): Promise<void>;
  close(): Promise<void>;
}

/** `nobody`: no one listens. `not-yet`: Postgres starts, recovers or stops. `taken`: another server is the owner. */
export type Knock =
  | { kind: 'nobody' | 'not-yet' }
  | { kind: 'taken'; ownerPid: string }
  | { kind: 'owner'; session: OwnerSession };

export async function knock(place: Place): Promise<Knock> {
  const client = new pg.Client({
    host: place.socketDir,
    port: socketPort,
    user: 'postgres',
    database: 'postgres',
    application_name: `${ownerName} ${process.pid}`,
    ssl: false,
    connectionTimeoutMillis: 5_000,
  });
  const lost = new Promise<void>((resolve) => {
    client.once('end', resolve);
  });
  // The reason of a broken session is in Postgres' log; `lost` says that it broke.
  client.on('error', () => {});
  try {
    await client.connect();
    const answer = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      lockKey,
    ]);
    if (answer.rows[0]?.taken === true) return { kind: 'owner', session: ownerSession(client, lost) };
    const ownerPid = await findOwner(client);
    await client.end();
    return { kind: 'taken', ownerPid };
  } catch (error) {
    await client.end().catch(() => {});
    return { kind: whatItMeans(error, place) };
  }
}

function whatItMeans(error: unknown, place: Place): 'nobody' | 'not-yet' {
  const code = errorCode(error);
  if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'nobody';
  // 57P03: starting up or shutting down; 57P01 to 57P02: shut down or crashed while we asked; 53300: no slot is free.
  const isPassing =
    code === null || ['57P01', '57P02', '57P03', '53300', 'ECONNRESET', 'EPIPE'].includes(code);
  if (isPassing) return 'not-yet';
  throw new EmbeddedPostgresError(
    `The Postgres in ${place.clusterDir} does not let Scriptorium in (${error instanceof Error ? error.message : code}). If it was made by something else, set DATA_DIR to another folder.`,
    { cause: error },
  );
}

function ownerSession(client: pg.Client, lost: Promise<void>): OwnerSession {
  return { lost, ensureDatabase: () => ensureDatabase(client), close: () => client.end() };
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const missing = await client.query<{ role: boolean; database: boolean }>(
    `select not exists (select from pg_roles where rolname = $1) as role,
            not exists (select from pg_database where datname = $1) as database`,
    [workingName],
  );
  if (missing.rows[0]?.role) await client.query(`create role ${workingName} login`);
  if (missing.rows[0]?.database) await client.query(`create database ${workingName} owner ${workingName}`);
}

async function findOwner(client: pg.Client): Promise<string> {
  const owner = await client.query<{ application_name: string }>(
    `select application_name from pg_stat_activity join pg_locks using (pid)
      where locktype = 'advisory' and granted and application_name like $1`,
    [`${ownerName}%`],
  );
  return owner.rows[0]?.application_name.slice(ownerName.length).trim() ?? 'unknown';
}
