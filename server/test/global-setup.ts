/**
 * One real Postgres and one real Redis for the whole run of the integration tests. A test file makes a database
 * of its own in that Postgres (`makeDatabase`), so files neither wait for nor see each other.
 *
 * `TEST_DATABASE_URL` and `TEST_REDIS_URL` name servers that are there already; that role must be allowed to
 * create databases.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { makeLog } from '../src/platform/log.ts';
import { startRedis } from './redis.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: TestPostgres;
    redis_url: string;
  }
}

export interface TestPostgres {
  /** Makes and drops databases. */
  admin_url: string;
  /** What the server under test gets (with another database): as in real life, its role is no superuser. */
  owner_url: string;
  /** For `create database … owner …`. */
  owner: string;
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started = await Promise.allSettled([startPostgres(project), shareRedis(project)]);
  const stop = async () => {
    await Promise.all(started.map((each) => (each.status === 'fulfilled' ? each.value() : undefined)));
  };
  const failed = started.find((each) => each.status === 'rejected');
  if (!failed) return stop;
  await stop();
  throw failed.reason;
}

type Stop = () => Promise<void>;

async function startPostgres(project: TestProject): Promise<Stop> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    project.provide('postgres', { admin_url: given, owner_url: given, owner: 'default' });
    return async () => {};
  }
  const folder = await mkdtemp(join(tmpdir(), 'scriptorium-pg-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    // Started by root, Postgres runs as another user, who must get through to its own folder inside.
    await chmod(folder, 0o755);
    const { connection, stop } = await startEmbeddedPostgres({ dataDir: folder, log: makeLog('warn') });
    const { host, port, user } = connection;
    const url = (role: string) =>
      `postgresql://${role}@/postgres?host=${encodeURIComponent(host)}&port=${port}`;
    project.provide('postgres', { admin_url: url('postgres'), owner_url: url(user), owner: user });
    return async () => {
      await stop();
      await remove();
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function shareRedis(project: TestProject): Promise<Stop> {
  const given = process.env.TEST_REDIS_URL;
  const { url, stop } = given ? { url: given, stop: async () => {} } : await startRedis();
  project.provide('redis_url', url);
  return stop;
}
