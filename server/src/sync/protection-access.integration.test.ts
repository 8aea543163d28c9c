import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectHocuspocus, connectYWebsocket, typeParagraph, until } from '../../test/clients.ts';
import { makeDatabase, type TestDatabase } from '../../test/database.ts';
import { signIn, signUp, type TestPerson } from '../../test/people.ts';
import { type Closed, metric, nextClose, openRaw } from '../../test/raw-socket.ts';
import { startServer, type TestServer } from '../../test/start-server.ts';

const open: { close(): void }[] = [];

afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

describe('two instances on one database, without Redis', () => {
  let database: TestDatabase;
  let sql: pg.Client;
  let here: TestServer;
  let there: TestServer;
  let ada: TestPerson;
  let bob: TestPerson;

  beforeAll(async () => {
    database = await makeDatabase();
    const env = { DATABASE_URL: database.url, SECRET: 'one secret for both of the instances' };
    here = await startServer(env);
    there = await startServer(env);
    sql = new pg.Client({ connectionString: database.url });
    sql.on('error', () => undefined);
    await sql.connect();
    ada = await signUp(here.url, 'Ada');
    bob = await signUp(here.url, 'Bob');
  });

  afterAll(async () => {
    await sql.end();
    await Promise.all([here.stop(), there.stop()]);
    await database.drop();
  });

  /** Bob at the other instance, in a note that Ada let him into here. */
  async function bobThere(role: 'editor' | 'viewer' = 'editor') {
    const { id } = await ada.createNote();
    await ada.api('POST', `/notes/${id}/members`, { email: bob.email, role });
    const client = await connectHocuspocus(there.url, id, bob.token);
    open.push(client);
    return { id, client };
  }

  async function within(ms: number, closed: Promise<Closed>, change: Promise<unknown>): Promise<Closed> {
    const begin = performance.now();
    const [how] = await Promise.all([closed, change]);
    expect(performance.now() - begin).toBeLessThan(ms);
    return how;
  }

  it('P3: a session that ends here closes its sockets there within a second', async () => {
    const other = await signIn(here.url, bob);
    const { id } = await bob.createNote();
    const client = await connectHocuspocus(there.url, id, other.token);
    const stays = await connectHocuspocus(there.url, id, bob.token);
    open.push(client, stays);
    let closes = 0;
    stays.provider.on('disconnect', () => closes++);
    expect(await within(1_000, nextClose(client), other.api('POST', '/auth/sign-out'))).toMatchObject({
      code: 4401,
    });
    expect(closes).toBe(0);
  });

  it('P3: a member who is removed here is closed there within a second, and is told “no access” when they come back', async () => {
    const { id, client } = await bobThere();
    const refused = new Promise((resolve) => client.provider.on('authenticationFailed', resolve));
    const removal = ada.api('DELETE', `/notes/${id}/members/${bob.id}`);
    expect(await within(1_000, nextClose(client), removal)).toMatchObject({ code: 4410 });
    await expect(refused).resolves.toMatchObject({ reason: 'no-access' });
  });

  it('P3 P4: a member who becomes a viewer here is closed there within a second, and then cannot write', async () => {
    const { id, client } = await bobThere();
    const demotion = ada.api('POST', `/notes/${id}/members`, { email: bob.email, role: 'viewer' });
    expect(await within(1_000, nextClose(client), demotion)).toMatchObject({ code: 4410 });
    await until(
      () => client.provider.authorizedScope === 'readonly' && client.provider.isSynced,
      'he is back',
    );
    typeParagraph(client, 'by a viewer');
    const ada_there = await connectHocuspocus(there.url, id, ada.token);
    open.push(ada_there);
    typeParagraph(ada_there, 'by the owner');
    await ada_there.saved();
    expect(await ada.text(id)).toBe('by the owner');
    expect(client.provider.hasUnsyncedChanges).toBe(true);
  });

  it('P3: a y-websocket client is closed with 4410 just as well', async () => {
    const { id } = await ada.createNote();
    await ada.api('POST', `/notes/${id}/members`, { email: bob.email });
    const { closed } = await openRaw(there.url, `/yjs/${id}?token=${await bob.token()}`);
    await until(async () => (await metric(there.url, 'scriptorium_notes_open')) > 0, 'he is in');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const removal = ada.api('DELETE', `/notes/${id}/members/${bob.id}`);
    expect(await within(1_000, closed, removal)).toMatchObject({ code: 4410 });
  });

  it('a change for one person, or one that changes nothing, closes nobody else', async () => {
    const { id, client } = await bobThere();
    const adas = await connectYWebsocket(there.url, id, await ada.token());
    open.push(adas);
    const before = await metric(there.url, 'scriptorium_sockets_closed_total{kind="access_changed"}');
    await ada.api('POST', `/notes/${id}/members`, { email: bob.email, role: 'editor' });
    const cleo = await signUp(here.url, 'Cleo');
    await ada.api('POST', `/notes/${id}/members`, { email: cleo.email, role: 'viewer' });
    await ada.api('DELETE', `/notes/${id}/members/${cleo.id}`);
    typeParagraph(client, 'undisturbed');
    await client.saved();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await metric(there.url, 'scriptorium_sockets_closed_total{kind="access_changed"}')).toBe(before);
  });

  it('P3: what was announced while the listening connection was broken is enforced all the same', async () => {
    const { id, client } = await bobThere();
    const closed = nextClose(client);
    // In one statement, so that nobody has heard of the removal: it is not even announced.
    const change = sql.query(
      `with gone as (delete from note_members where note_id = '${id}' and person_id = '${bob.id}')
       select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'scriptorium events' and datname = current_database()`,
    );
    expect(await within(1_500, closed, change)).toMatchObject({ code: 4410 });
    const again = await bobThere();
    await until(async () => (await listeners()) === 2, 'both listen again');
    const removal = ada.api('DELETE', `/notes/${again.id}/members/${bob.id}`);
    expect(await within(1_000, nextClose(again.client), removal)).toMatchObject({ code: 4410 });
  });

  async function listeners(): Promise<number> {
    const { rows } = await sql.query(
      `select count(*)::int as n from pg_stat_activity
       where application_name = 'scriptorium events' and datname = current_database()`,
    );
    return rows[0].n;
  }

  it('P3: more sessions than one announcement holds end together', async () => {
    const { id } = await bob.createNote();
    const other = await signIn(here.url, bob);
    const client = await connectHocuspocus(there.url, id, other.token);
    open.push(client);
    await sql.query(
      `insert into sessions (id, person_id, token, expires_at)
       select gen_random_uuid(), $1, gen_random_uuid()::text, now() + interval '1 day' from generate_series(1, 400)`,
      [bob.id],
    );
    const ended = bob.api('DELETE', '/auth/sessions');
    expect(await within(1_500, nextClose(client), ended)).toMatchObject({ code: 4401 });
    expect((await ended).status).toBe(204);
  });

  it('P6: a fault of the database is never “permission denied”: the socket closes with 1013', async () => {
    const { id } = await ada.createNote();
    const token = await ada.token();
    await sql.query('alter table sessions rename to sessions_away');
    try {
      const { closed } = await openRaw(there.url, `/yjs/${id}?token=${token}`);
      expect(await closed).toMatchObject({ code: 1013 });
    } finally {
      await sql.query('alter table sessions_away rename to sessions');
    }
    open.push(await connectHocuspocus(there.url, id, token));
  });
});
