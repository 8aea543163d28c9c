import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectHocuspocus, typeParagraph, until } from '../../test/clients.ts';
import { makeDatabase, type TestDatabase } from '../../test/database.ts';
import { signUp, type TestPerson } from '../../test/people.ts';
import { nextClose, openRaw } from '../../test/raw-socket.ts';
import { startServer, type TestServer } from '../../test/start-server.ts';
import { startEmbeddedPostgres } from '../platform/embedded-postgres.ts';
import { makeLog } from '../platform/log.ts';
import { makeSyncToken, readSyncToken } from './tokens.ts';

const secret = 'a secret that the tests know as well';
const open: { close(): void }[] = [];

afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

/** As the server makes them, but with so much time left. */
async function tokenFor(person: TestPerson, left_ms: number): Promise<string> {
  const claims = await readSyncToken(secret, await person.token());
  if (!claims) throw new Error('the server’s own token is not good');
  const made = new Date(Date.now() + left_ms - 15 * 60_000);
  const signedIn = {
    session_id: claims.session_id,
    person: { ...person, color: '#1d4ed8', is_owner: false, is_guest: false, created_at: made.toISOString() },
  };
  return (await makeSyncToken(secret, signedIn, made)).token;
}

describe('P1: a token on an open socket', () => {
  let database: TestDatabase;
  let server: TestServer;
  let ada: TestPerson;

  beforeAll(async () => {
    database = await makeDatabase();
    server = await startServer({ DATABASE_URL: database.url, SECRET: secret });
    ada = await signUp(server.url, 'Ada');
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  it('lives for 15 minutes', async () => {
    const { exp = 0 } = decodeJwt(await ada.token());
    expect(exp * 1000 - Date.now()).toBeGreaterThan(14 * 60_000);
    expect(exp * 1000 - Date.now()).toBeLessThanOrEqual(15 * 60_000);
  });

  it('is refreshed on the socket before it expires: a client that answers stays, one that cannot is closed with 4401', async () => {
    const { id } = await ada.createNote();
    let asked = 0;
    const stays = await connectHocuspocus(server.url, id, async () => {
      asked += 1;
      return asked === 1 ? tokenFor(ada, 2_500) : ada.token();
    });
    const old = await tokenFor(ada, 2_500);
    const goes = await connectHocuspocus(server.url, id, async () => old);
    const y = await openRaw(server.url, `/yjs/${id}?token=${await tokenFor(ada, 2_500)}`);
    let silence = 0;
    const silent = await connectHocuspocus(server.url, id, async () =>
      ++silence === 1 ? tokenFor(ada, 2_500) : new Promise<string>(() => undefined),
    );
    open.push(stays, goes, silent);
    const silentClosed = nextClose(silent);
    let closes = 0;
    stays.provider.on('disconnect', () => closes++);
    const begin = Date.now();
    const goesClosed = nextClose(goes);

    expect(await y.closed).toMatchObject({ code: 4401 });
    expect(Date.now() - begin).toBeLessThan(5_000);
    expect(await goesClosed).toMatchObject({ code: 4401 });
    expect(Date.now() - begin).toBeGreaterThan(2_000);
    expect(await silentClosed).toMatchObject({ code: 4401 });
    expect(Date.now() - begin).toBeGreaterThan(11_000);
    await until(() => Date.now() - begin > 15_000, 'the grace is over');
    expect(closes).toBe(0);
    expect(asked).toBe(2);
    typeParagraph(stays, 'still here');
    await stays.saved();
    expect(await ada.text(id)).toContain('still here');
  });

  it('is refreshed by the same person only', async () => {
    const eve = await signUp(server.url, 'Eve');
    const { id } = await ada.createNote();
    let asked = 0;
    const client = await connectHocuspocus(server.url, id, async () => {
      asked += 1;
      return asked === 1 ? ada.token() : eve.token();
    });
    open.push(client);
    const closed = nextClose(client);
    await client.provider.sendToken();
    expect(await closed).toMatchObject({ code: 4401 });
  });

  it('P3: brings session and role under review again when it is refreshed', async () => {
    const bob = await signUp(server.url, 'Bob');
    const { id } = await ada.createNote();
    await ada.api('POST', `/notes/${id}/members`, { email: bob.email, role: 'editor' });
    const client = await connectHocuspocus(server.url, id, bob.token);
    open.push(client);
    const answered = new Promise((resolve) => client.provider.on('authenticated', resolve));
    await client.provider.sendToken();
    await expect(answered).resolves.toEqual({ scope: 'read-write' });

    const sql = new pg.Client({ connectionString: database.url });
    await sql.connect();
    await sql.query('update note_members set role = $1 where note_id = $2', ['viewer', id]);
    await sql.end();
    const closed = nextClose(client);
    await client.provider.sendToken();
    expect(await closed).toMatchObject({ code: 4410 });
    await until(() => client.provider.authorizedScope === 'readonly', 'the socket is back, read-only');
  });
});

it('D3 P6: nobody is closed for an expired token while the database is away; it is renewed when that is back', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'scriptorium-expiry-'));
  const log = makeLog('silent');
  let postgres = await startEmbeddedPostgres({ dataDir, log });
  const { host, port, user, database } = postgres.connection;
  const server = await startServer({
    DATABASE_URL: `postgresql://${user}@/${database}?host=${encodeURIComponent(host)}&port=${port}`,
    SECRET: secret,
  });
  try {
    const ada = await signUp(server.url, 'Ada');
    const { id } = await ada.createNote();
    const short = await tokenFor(ada, 2_000);
    let isShort = true;
    const client = await connectHocuspocus(server.url, id, async () => {
      const token = isShort ? short : ((await ada.token()) ?? short);
      isShort = false;
      return token;
    });
    open.push(client);
    let closes = 0;
    client.provider.on('disconnect', () => closes++);
    await postgres.stop();
    typeParagraph(client, 'written meanwhile');
    await new Promise((resolve) => setTimeout(resolve, 14_000));
    expect(closes).toBe(0);
    postgres = await startEmbeddedPostgres({ dataDir, log });
    await client.saved();
    await new Promise((resolve) => setTimeout(resolve, 12_000));
    expect(await ada.text(id)).toBe('written meanwhile');
    expect(closes).toBe(0);
  } finally {
    await server.stop();
    await postgres.stop();
    await rm(dataDir, { recursive: true });
  }
});
