/** Brings the database to the newest migration; instances that start together wait for each other. */
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import type { Db } from './db.ts';
import type { Log } from './log.ts';

const migrations_dir = fileURLToPath(new URL('../../../migrations', import.meta.url));
const postgres_version_min = 15;

/** @throws Error when the server is older than Postgres 15, or a migration fails (all of them are rolled back) */
export async function migrate(db: Db, log: Log): Promise<void> {
  const client = await db.connect();
  try {
    await requireVersion(client);
    const done = await runner({
      dbClient: client,
      dir: migrations_dir,
      direction: 'up',
      migrationsTable: 'migrations',
      checkOrder: true,
      // One advisory lock for all instances: `create table if not exists` races, and fails, without it.
      advisoryLockMode: 'wait',
      logger: {
        info: (message) => log.debug(message),
        warn: (message) => log.warn(message),
        error: (message) => log.error(message),
      },
    });
    if (done.length > 0) log.info({ migrations: done.map(({ name }) => name) }, 'migrated the database');
  } finally {
    client.release();
  }
}

async function requireVersion(client: {
  query(sql: string): Promise<{ rows: { server_version_num: string }[] }>;
}) {
  const { rows } = await client.query('show server_version_num');
  const version = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
  if (version < postgres_version_min) {
    throw new Error(
      `DATABASE_URL: this Postgres is version ${version}; ${postgres_version_min} or newer is needed`,
    );
  }
}
