import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { makeDatabase } from './database.ts';
import { startRedis } from './redis.ts';

test('a test database is empty, takes connections by its URL, and is gone after the drop', async () => {
  const database = await makeDatabase();
  const client = new pg.Client({ connectionString: database.url });
  // The drop ends this connection.
  client.on('error', () => {});
  await client.connect();
  const tables = await client.query(`select 1 from pg_tables where schemaname = 'public'`);
  expect(tables.rows).toEqual([]);

  await database.drop();
  await expect(new pg.Client({ connectionString: database.url }).connect()).rejects.toThrow(/does not exist/);
});

test('two test databases do not see each other', async () => {
  const [one, two] = await Promise.all([makeDatabase(), makeDatabase()]);
  expect(one.url).not.toBe(two.url);
  await Promise.all([one.drop(), two.drop()]);
});

test('a Redis that a test starts for itself is not the one that all share', async () => {
  const redis = await startRedis();
  expect(redis.url).not.toBe(inject('redis_url'));
  await redis.stop();
});
