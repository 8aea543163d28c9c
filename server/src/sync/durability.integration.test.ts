import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { connectHocuspocus, type HocuspocusClient, typeParagraph, until } from '../../test/clients.ts';
import { makeDatabase } from '../../test/database.ts';
import { signIn, signUp, type TestPerson } from '../../test/people.ts';
import { startServer, type TestServer } from '../../test/start-server.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../platform/embedded-postgres.ts';
import { makeLog } from '../platform/log.ts';

const undo: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function ownDatabase(): Promise<string> {
  const database = await makeDatabase();
  undo.push(() => database.drop());
  return database.url;
}

async function ownServer(env: Record<string, string>): Promise<TestServer> {
  const server = await startServer(env);
  undo.push(() => server.kill9());
  return server;
}

async function open(server: TestServer, person: TestPerson, note_id: string): Promise<HocuspocusClient> {
  const client = await connectHocuspocus(server.url, note_id, person.token);
  undo.push(async () => client.close());
  return client;
}

/** A Postgres of the test's own, to take away and bring back. */
async function ownPostgres(): Promise<{ url: string; stop(): Promise<void>; start(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'scriptorium-outage-'));
  let running: EmbeddedPostgres | null = null;
  const start = async () => {
    running = await startEmbeddedPostgres({ dataDir, log: makeLog('silent') });
  };
  const stop = async () => {
    await running?.stop();
    running = null;
  };
  await start();
  undo.push(async () => {
    await stop();
    await rm(dataDir, { recursive: true });
  });
  const { host, port, user, database } = (running as unknown as EmbeddedPostgres).connection;
  return {
    url: `postgresql://${user}@/${database}?host=${encodeURIComponent(host)}&port=${port}`,
    start,
    stop,
  };
}

describe('what was acknowledged', () => {
  it('D1 D2: survives kill -9 in the middle of typing, every time', async () => {
    const env = { DATABASE_URL: await ownDatabase(), SECRET: 'a secret that outlives the server, 32+' };
    let server = await ownServer(env);
    const ada = await signUp(server.url, 'Ada');
    for (let round = 0; round < 5; round++) {
      const note = await ada.createNote();
      const client = await open(server, { ...ada, ...(await signIn(server.url, ada)) }, note.id);
      let typed = 0;
      const typing = setInterval(() => typeParagraph(client, `line ${typed++}`), 1);
      await until(() => typed > 50 + 30 * round, 'some lines are typed');
      // Sampled before the kill: what the provider has been told by now is promised.
      const acknowledged = typed - client.provider.unsyncedChanges;
      await server.kill9();
      clearInterval(typing);
      client.close();
      expect(acknowledged).toBeGreaterThan(0);

      server = await ownServer({ ...env, PORT: new URL(server.url).port });
      const lines = (await ada.text(note.id)).split('\n');
      expect(lines.length).toBeGreaterThanOrEqual(acknowledged);
      expect(lines).toEqual(lines.map((_, i) => `line ${i}`));
    }
  });

  it('D2: a stop signal while people type loses nothing at all that had arrived', async () => {
    const env = { DATABASE_URL: await ownDatabase() };
    const server = await ownServer({ ...env, SECRET: 'a secret that outlives the server, 32+' });
    const ada = await signUp(server.url, 'Ada');
    const note = await ada.createNote();
    const client = await open(server, ada, note.id);
    for (let i = 0; i < 500; i++) typeParagraph(client, `line ${i}`);
    await until(() => client.provider.unsyncedChanges < 500, 'the first acks come');
    const { code, ms } = await server.stop();
    const acknowledged = 500 - client.provider.unsyncedChanges;
    client.close();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(10_000);

    const again = await ownServer({
      ...env,
      SECRET: 'a secret that outlives the server, 32+',
      PORT: new URL(server.url).port,
    });
    const lines = (await ada.text(note.id)).split('\n').filter(Boolean);
    expect(lines.length).toBeGreaterThanOrEqual(acknowledged);
    expect(again.pid).not.toBe(server.pid);
  });

  it('D3: while the database is away people go on together, nothing is acknowledged, and all of it is saved when it is back', async () => {
    const postgres = await ownPostgres();
    const server = await ownServer({ DATABASE_URL: postgres.url });
    const ada = await signUp(server.url, 'Ada');
    const note = await ada.createNote();
    const [one, two] = [await open(server, ada, note.id), await open(server, ada, note.id)];
    typeParagraph(one, 'before');
    await one.saved();

    await postgres.stop();
    typeParagraph(one, 'during');
    await until(() => two.body.toString().includes('during'), 'the other one sees it');
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
    expect((await ada.api('GET', '/notes')).body).toMatchObject({
      kind: 'unavailable',
      retry_after_seconds: 5,
    });
    expect(one.provider.hasUnsyncedChanges).toBe(true);

    await postgres.start();
    await one.saved();
    expect(await ada.text(note.id)).toBe('before\nduring');
  });

  it('D2: a stop signal with the database away ends within 10 s and says what it could not save', async () => {
    const postgres = await ownPostgres();
    const server = await ownServer({ DATABASE_URL: postgres.url });
    const ada = await signUp(server.url, 'Ada');
    const note = await ada.createNote();
    const client = await open(server, ada, note.id);
    await postgres.stop();
    typeParagraph(client, 'never acknowledged');
    await until(() => server.output().includes('cannot save'), 'the server notices');
    const { ms } = await server.stop();
    expect(ms).toBeLessThan(10_000);
    expect(server.output()).toContain('"updates":1,"msg":"stopped with updates that could not be saved');
    expect(client.provider.hasUnsyncedChanges).toBe(true);
  });

  it('P6: a note that the database cannot load is not "permission denied": the client comes back and gets in', async () => {
    const postgres = await ownPostgres();
    const server = await ownServer({ DATABASE_URL: postgres.url });
    const ada = await signUp(server.url, 'Ada');
    const note = await ada.createNote({ title: 'Patience' });
    const token = await ada.token();
    await postgres.stop();
    const opening = connectHocuspocus(server.url, note.id, token);
    await until(
      async () =>
        /scriptorium_sockets_closed_total\{kind="try_again_later"\} [1-9]/.test(await metricsOf(server)),
      'the server asks for patience',
    );
    await postgres.start();
    const client = await opening;
    expect(client.title.toString()).toBe('Patience');
    client.close();
  });

  it('is in the log one row a commit, its updates apart and its seqs without a gap', async () => {
    const url = await ownDatabase();
    const server = await ownServer({ DATABASE_URL: url });
    const ada = await signUp(server.url, 'Ada');
    const note = await ada.createNote();
    const client = await open(server, ada, note.id);
    for (let i = 0; i < 100; i++) typeParagraph(client, `line ${i}`);
    await client.saved();
    const db = new pg.Client({ connectionString: url });
    await db.connect();
    const { rows } = await db.query(
      'select first_seq, last_seq, author_id from document_log where note_id = $1 order by first_seq',
      [note.id],
    );
    const head = await db.query('select head_seq from documents where note_id = $1', [note.id]);
    await db.end();
    let seq = 0;
    for (const row of rows) {
      expect(Number(row.first_seq)).toBe(seq + 1);
      expect(row.author_id).toBe(ada.id);
      seq = Number(row.last_seq);
    }
    expect([seq, Number(head.rows[0].head_seq)]).toEqual([100, 100]);
    expect(rows.length).toBeLessThan(100);
  });
});

async function metricsOf(server: TestServer): Promise<string> {
  return (await fetch(`${server.url}/metrics`)).text();
}
