import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../test/clients.ts';
import { makeDatabase } from '../test/database.ts';
import { signUp } from '../test/people.ts';
import { failToStart, startServer, type TestServer } from '../test/start-server.ts';

const undo: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function dataDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'scriptorium-start-'));
  undo.push(() => rm(dir, { recursive: true }));
  return dir;
}

async function start(env: Record<string, string>): Promise<TestServer> {
  const server = await startServer(env);
  undo.push(() => server.stop());
  return server;
}

describe('a start', () => {
  it('on an empty folder serves from a database of its own, and the next start finds everything', async () => {
    const env = { DATA_DIR: await dataDir() };
    const first = await startServer(env);
    const ada = await signUp(first.url, 'Ada');
    await ada.createNote({ title: 'Still here' });
    expect((await first.stop()).code).toBe(0);
    const second = await start({ ...env, PORT: new URL(first.url).port });
    expect(second.pid).not.toBe(first.pid);
    // The cookie too: the secret was kept.
    expect((await ada.api('GET', '/notes')).body).toMatchObject({ notes: [{ title: 'Still here' }, {}] });
  });

  it('after kill -9 finds everything, and no database was left to hold the folder', async () => {
    const env = { DATA_DIR: await dataDir() };
    const first = await startServer(env);
    const ada = await signUp(first.url, 'Ada');
    await ada.createNote({ title: 'Still here' });
    await first.kill9();
    const second = await start({ ...env, PORT: new URL(first.url).port });
    expect((await ada.api('GET', '/notes')).body).toMatchObject({ notes: [{ title: 'Still here' }, {}] });
    await second.stop();
    // Stopped for good: the folder can go, nothing writes into it any more.
    await until(
      () =>
        rm(env.DATA_DIR, { recursive: true }).then(
          () => true,
          () => false,
        ),
      'the folder is free',
    );
    undo.splice(0);
  });

  it('on a folder that another one uses says so and leaves that one alone', async () => {
    const env = { DATA_DIR: await dataDir() };
    const first = await start(env);
    const { code, output } = await failToStart(env);
    expect(code).toBe(1);
    expect(output.trim().split('\n').at(-1)).toContain(env.DATA_DIR);
    await expect(signUp(first.url, 'Ada')).resolves.toBeDefined();
  });

  it('of two instances on one empty database at once migrates once', async () => {
    const database = await makeDatabase();
    undo.push(() => database.drop());
    const [one, two] = await Promise.all([
      start({ DATABASE_URL: database.url }),
      start({ DATABASE_URL: database.url }),
    ]);
    const migrated = [one, two].filter((server) => server.output().includes('migrated the database'));
    expect(migrated).toHaveLength(1);
    expect((await fetch(`${two.url}/readyz`)).status).toBe(200);
  });

  it('with a wrong setting ends with one line that names it', async () => {
    const { code, output } = await failToStart({ PORT: 'abc' });
    expect(code).toBe(1);
    expect(output.trim()).toMatch(/^PORT: [^\n]+ Example: PORT=3000$/);
  });

  it('on a port that is taken ends with one line that says so', async () => {
    const first = await start({ DATA_DIR: await dataDir() });
    const { code, output } = await failToStart({ DATA_DIR: await dataDir(), PORT: new URL(first.url).port });
    expect(code).toBe(1);
    expect(output).toMatch(/^PORT: .*EADDRINUSE.* e\.g\. PORT=3001$/m);
  });

  it('ends with the script that stands for it, database and all', async () => {
    const env = { DATA_DIR: await dataDir() };
    const server = await startServer(env);
    server.disconnect();
    await until(() => server.output().includes('"msg":"stopped"'), 'the server has stopped');
    await start(env);
  });
});
