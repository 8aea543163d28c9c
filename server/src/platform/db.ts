/** The Postgres pool and the one way to run a transaction. */
import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Log } from './log.ts';

export type Db = pg.Pool;
/** A connection with an open transaction. */
export type Tx = pg.PoolClient;

// bigint columns here are counters and sizes, all far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** A connection string, or the pieces of one (embedded Postgres: a unix socket). */
export type DatabaseTarget = string | pg.ClientConfig;

export function openPool(target: DatabaseTarget, log: Log): Db {
  const pool = new pg.Pool({
    ...targetConfig(target),
    application_name: 'scriptorium',
    max: 20,
    // A new connection knows no table yet, its first search takes 100 ms longer: a few stay. No more of them, since what
    // one instance holds at rest, others on the same Postgres cannot have.
    min: 4,
    idleTimeoutMillis: 10_000,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // A connection that breaks is replaced on the next use. Without listeners it would end the process: the pool listens
  // to idle ones only, and one that is in use breaks between two statements just as well.
  const report = (error: Error) => log.warn({ error: error.message }, 'lost a database connection');
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', report));
  return pool;
}

export function targetConfig(target: DatabaseTarget): pg.ClientConfig {
  return typeof target === 'string' ? { connectionString: target } : target;
}

const names = new Map<string, string>();

/**
 * A statement that Postgres parses and plans once a connection: for those that are asked all the time and join much, where
 * planning takes longer than the answer. Its text must be one of few, and its best plan the same for all values.
 */
export function prepared(text: string, values: unknown[]): pg.QueryConfig {
  let name = names.get(text);
  if (!name) {
    name = createHash('sha256').update(text).digest('hex').slice(0, 32);
    names.set(text, name);
  }
  return { name, text, values };
}

/** Runs `work` in a transaction: commits when it returns, rolls back when it throws. */
export async function transaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = await db.connect();
  let broken: Error | undefined;
  try {
    await tx.query('begin');
    const result = await work(tx);
    await tx.query('commit');
    return result;
  } catch (error) {
    await tx.query('rollback').catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    // A connection whose rollback failed is in an unknown state: it is destroyed, not reused.
    tx.release(broken);
  }
}

/** True for faults of the database or of the way to it, false for faults of the statement. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // 08: connection; 53: out of resources; 57P: shutdown, crash; 58: system errors; 25006: read-only standby.
  if (/^(08|53|57P|58|25006)/.test(code)) return true;
  if (/^(ECONN|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)/.test(code)) return true;
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout/.test(
    error.message,
  );
}
