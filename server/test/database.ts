import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  /** Fits `DATABASE_URL`. */
  url: string;
  /** Ends whatever is still connected. */
  drop(): Promise<void>;
}

/** A new, empty database in the Postgres that the whole test run shares. */
export async function makeDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(`create database ${name} owner ${inject('postgres').owner}`);
  return {
    url: withDatabase(inject('postgres').owner_url, name),
    drop: () => administer(`drop database if exists ${name} with (force)`),
  };
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgres').admin_url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** `URL` cannot read a Postgres address that has a user but no host (a unix socket is a parameter). */
function withDatabase(url: string, name: string): string {
  return url.replace(/^(\w+:\/\/[^/]*)\/[^?]*/, `$1/${name}`);
}
