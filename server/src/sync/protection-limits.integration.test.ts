import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { connectHocuspocus, type HocuspocusClient, typeParagraph, until } from '../../test/clients.ts';
import { makeDatabase, type TestDatabase } from '../../test/database.ts';
import { signUp, type TestPerson } from '../../test/people.ts';
import { metric, nextClose, openRaw, tryUpgrade } from '../../test/raw-socket.ts';
import { startServer, type TestServer } from '../../test/start-server.ts';

const open: { close(): void }[] = [];

afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

/** A sync frame for a note, with so many bytes of nothing. */
function frameOf(note_id: string, bytes: number): Uint8Array {
  const encoder = createEncoder();
  writeVarString(encoder, note_id);
  writeVarUint(encoder, 0);
  writeVarUint(encoder, 2);
  writeVarUint8Array(encoder, new Uint8Array(bytes));
  return toUint8Array(encoder);
}

describe('P1: a server with small limits', () => {
  let database: TestDatabase;
  let server: TestServer;
  let ada: TestPerson;

  beforeAll(async () => {
    database = await makeDatabase();
    server = await startServer({
      DATABASE_URL: database.url,
      RATE_LIMIT_FACTOR: '1',
      UPDATES_PER_SECOND_MAX: '2',
      FRAME_BYTES_MAX: '64KiB',
      AWARENESS_BYTES_MAX: '1KiB',
      NOTES_PER_SOCKET_MAX: '2',
      SOCKETS_PER_PERSON_MAX: '3',
      SOCKETS_PER_ADDRESS_MAX: '4',
    });
    ada = await signUp(server.url, 'Ada');
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  async function connect(note_id: string): Promise<HocuspocusClient> {
    const client = await connectHocuspocus(server.url, note_id, ada.token);
    open.push(client);
    return client;
  }

  async function stranger() {
    const socket = await openRaw(server.url, '/sync');
    open.push({ close: () => socket.ws.terminate() });
    return socket;
  }

  it('closes with 1009 for a frame over FRAME_BYTES_MAX', async () => {
    const client = await connect((await ada.createNote()).id);
    const closed = nextClose(client);
    typeParagraph(client, 'x'.repeat(100_000));
    expect(await closed).toMatchObject({ code: 1009 });
  });

  it('closes with 1009 for a presence over AWARENESS_BYTES_MAX', async () => {
    const client = await connect((await ada.createNote()).id);
    const closed = nextClose(client);
    client.awareness.setLocalStateField('cursor', 'x'.repeat(2_000));
    expect(await closed).toMatchObject({ code: 1009 });
  });

  it('closes with 4429 beyond UPDATES_PER_SECOND_MAX and its burst; the client comes back and nothing is lost', async () => {
    const client = await connect((await ada.createNote()).id);
    const closed = nextClose(client);
    for (let i = 0; i < 300; i++) typeParagraph(client, `${i}`);
    expect(await closed).toMatchObject({ code: 4429 });
    await until(() => !client.provider.hasUnsyncedChanges && client.provider.isSynced, 'all is acknowledged');
    expect((await ada.text(client.provider.configuration.name)).split('\n')).toHaveLength(300);
    expect(await metric(server.url, 'scriptorium_frames_refused_total{reason="too_fast"}')).toBeGreaterThan(
      0,
    );
  });

  it('denies the note over NOTES_PER_SOCKET_MAX, leaves the others alone, and lets it in once one is closed', async () => {
    const notes = await Promise.all([ada.createNote(), ada.createNote(), ada.createNote()]);
    const websocketProvider = new HocuspocusProviderWebsocket({
      url: `${server.url.replace('http', 'ws')}/sync`,
    });
    open.push({ close: () => websocketProvider.destroy() });
    const providers = notes.map(
      ({ id }) =>
        new HocuspocusProvider({ websocketProvider, name: id, token: ada.token, document: new Y.Doc() }),
    );
    open.push(...providers.map((provider) => ({ close: () => provider.destroy() })));
    const [one, two, three] = providers as [HocuspocusProvider, HocuspocusProvider, HocuspocusProvider];
    one.attach();
    two.attach();
    await until(() => one.isSynced && two.isSynced, 'two notes are open');
    const denied = new Promise((resolve) => three.on('authenticationFailed', resolve));
    three.attach();
    await expect(denied).resolves.toMatchObject({ reason: 'too-many-notes' });
    expect([one.isAuthenticated, two.isAuthenticated]).toEqual([true, true]);

    one.detach();
    await until(async () => {
      await three.onOpen(new Event('open'));
      await new Promise((resolve) => setTimeout(resolve, 300));
      return three.isAuthenticated;
    }, 'the third note opens');
  });

  it('closes with 4429 the socket over SOCKETS_PER_PERSON_MAX', async () => {
    const { id } = await ada.createNote();
    await Promise.all([connect(id), connect(id), connect(id)]);
    const { ws, closed } = await openRaw(server.url, `/yjs/${id}?token=${await ada.token()}`);
    open.push({ close: () => ws.terminate() });
    expect(await closed).toMatchObject({ code: 4429 });
  });

  it('answers 429 to the upgrade over SOCKETS_PER_ADDRESS_MAX, and counts only those who have not signed in', async () => {
    const { id } = await ada.createNote();
    await Promise.all([connect(id), connect(id)]);
    const strangers = await Promise.all([stranger(), stranger(), stranger(), stranger()]);
    expect(await tryUpgrade(server.url)).toEqual({ status: 429, retry_after: '10' });
    expect(
      await metric(server.url, 'scriptorium_upgrades_refused_total{reason="too_many_from_address"}'),
    ).toBeGreaterThan(0);
    strangers[0]?.ws.terminate();
    await until(async () => (await tryUpgrade(server.url)).status === 101, 'there is room again');
  });

  it('closes with 4429 whoever sends more than a megabyte before signing in', async () => {
    const { ws, closed } = await stranger();
    for (let i = 0; i < 20; i++) ws.send(frameOf(crypto.randomUUID(), 60_000));
    expect(await closed).toMatchObject({ code: 4429 });
  });

  it('closes with 4400 for bytes that are no frame', async () => {
    const { ws, closed } = await stranger();
    ws.send(new Uint8Array([0xff, 0xff, 0xff, 0xff]));
    expect(await closed).toMatchObject({ code: 4400 });
  });

  it('closes with 4408 whoever says nothing for ten seconds', async () => {
    const { closed } = await stranger();
    expect(await closed).toMatchObject({ code: 4408 });
  });
});

describe('a server under load', () => {
  let database: TestDatabase;
  let server: TestServer;
  let ada: TestPerson;

  beforeAll(async () => {
    database = await makeDatabase();
    server = await startServer({
      DATABASE_URL: database.url,
      UNREAD_BYTES_MAX: '2MiB',
      UNSAVED_BYTES_MAX: '1MiB',
      EVENT_LOOP_LAG_MS_MAX: '100',
    });
    ada = await signUp(server.url, 'Ada');
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  it('P2: cuts off a reader that does not read; what it missed is there when it comes back', async () => {
    const { id } = await ada.createNote();
    const writer = await connectHocuspocus(server.url, id, ada.token);
    open.push(writer);
    const slow = await openRaw(server.url, `/yjs/${id}?token=${await ada.token()}`);
    await until(async () => (await metric(server.url, 'scriptorium_sockets')) === 2, 'both are there');
    slow.ws.pause();
    // What the kernel buffers on both sides is not the server's memory: megabytes go there first.
    await until(async () => {
      typeParagraph(writer, 'x'.repeat(500_000));
      await writer.saved();
      return (await metric(server.url, 'scriptorium_sockets')) === 1;
    }, 'the slow reader is gone');
    slow.ws.resume();
    await slow.closed;
    const back = await connectHocuspocus(server.url, id, ada.token);
    open.push(back);
    expect(back.body.length).toBe(writer.body.length);
  });

  it('P1 D3: closes writers with 1013 beyond UNSAVED_BYTES_MAX while nothing can be saved, and then takes everything', async () => {
    const { id } = await ada.createNote();
    const client = await connectHocuspocus(server.url, id, ada.token);
    open.push(client);
    const locker = new pg.Client({ connectionString: database.url });
    locker.on('error', () => undefined);
    await locker.connect();
    await locker.query('begin');
    await locker.query('lock table document_log in exclusive mode');
    const closed = nextClose(client);
    const typing = setInterval(() => typeParagraph(client, 'x'.repeat(100_000)), 20);
    const { code } = await closed;
    clearInterval(typing);
    await locker.query('rollback');
    await locker.end();
    expect(code).toBe(1013);
    await until(() => client.provider.isSynced && !client.provider.hasUnsyncedChanges, 'all is acknowledged');
    expect((await ada.text(id)).split('\n')).toHaveLength(client.body.length);
  });

  it('P1: sends new sockets away with 503 while its event loop lags, and keeps the open ones', async () => {
    const client = await connectHocuspocus(server.url, (await ada.createNote()).id, ada.token);
    open.push(client);
    let closes = 0;
    client.provider.on('disconnect', () => closes++);
    process.kill(server.pid, 'SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const asked = tryUpgrade(server.url);
    await new Promise((resolve) => setTimeout(resolve, 100));
    process.kill(server.pid, 'SIGCONT');
    expect(await asked).toEqual({ status: 503, retry_after: '2' });
    expect(
      await metric(server.url, 'scriptorium_upgrades_refused_total{reason="overloaded"}'),
    ).toBeGreaterThan(0);
    await until(async () => (await tryUpgrade(server.url)).status === 101, 'new sockets are let in again');
    typeParagraph(client, 'still here');
    await client.saved();
    expect(closes).toBe(0);
  });
});
