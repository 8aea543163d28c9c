/** The database of a worker thread: one connection of its own, so that the thread that people type on waits for nothing. */
import pg from 'pg';
import { type DatabaseTarget, type Db, targetConfig } from './db.ts';

/** @param name as Postgres shows it */
export function openThreadDb(target: DatabaseTarget, name: string): Db {
  const db = new pg.Pool({
    ...targetConfig(target),
    application_name: `scriptorium ${name}`,
    max: 1,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 10_000,
  });
  // Without a listener, a connection that breaks would end the thread; the next query reports it.
  db.on('error', () => undefined);
  db.on('connect', (client) => client.on('error', () => undefined));
  return db;
}
