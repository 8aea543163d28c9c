/** The history of notes as people and scripts see it, over REST, on a real server. */
import type { NoteHistory } from '@scriptorium/shared/api/history.ts';
import { toText } from '@scriptorium/shared/document/to-text.ts';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { readTrace, Typist } from '../../../load-tests/editing-traces.ts';
import { typeTrace } from '../../../load-tests/type-trace.ts';
import { type HocuspocusClient, typeParagraph, until } from '../../test/clients.ts';
import { signUp, type TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';
import { type Db, openPool } from '../platform/db.ts';
import { makeLog } from '../platform/log.ts';

const servers = makeServers();

const timelineOf = async (person: TestPerson, note_id: string, query = ''): Promise<NoteHistory> =>
  (await person.api<NoteHistory>('GET', `/notes/${note_id}/history${query}`)).body;

const textAt = async (person: TestPerson, note_id: string, seq: number): Promise<string> =>
  (await person.api<string>('GET', `/notes/${note_id}/history/${seq}?format=text`)).body;

/** What a scene's note has for a title, which counts too. */
const title = 'Story';

const linesOf = (doc: Y.Doc): string => toText(doc.getXmlFragment('default'));

test('H1 H2: each update is a revision; the timeline says who wrote, when and how much', async () => {
  const { ada, note_id, clients } = await servers.scene(1);
  const [client] = clients as [HocuspocusClient];
  typeParagraph(client, 'one');
  typeParagraph(client, 'two');
  await client.saved();
  const { head_seq, entries, next } = await timelineOf(ada, note_id);
  expect(next).toBeNull();
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({
    kind: 'sitting',
    to_seq: head_seq,
    added: title.length + 6,
    removed: 0,
  });
  expect(entries[0]?.authors).toMatchObject([{ id: ada.id, name: 'Ada' }]);
  expect(Math.abs(Date.parse(entries[0]?.ended_at ?? '') - Date.now())).toBeLessThan(60_000);
  expect(await textAt(ada, note_id, head_seq)).toBe('one\ntwo');
  expect(await textAt(ada, note_id, head_seq - 1)).toBe('one');
  expect(await textAt(ada, note_id, 0)).toBe('');
  const { body } = await ada.api<{ title: string; body: object }>(
    'GET',
    `/notes/${note_id}/history/${head_seq}`,
  );
  expect(body).toEqual((await ada.api('GET', `/notes/${note_id}/content`)).body);
});

test('the timeline is read page by page, and only by who may read the note', async () => {
  const { instances, ada, note_id, clients, database_url } = await servers.scene(1);
  const [client] = clients as [HocuspocusClient];
  for (const text of ['one', 'two', 'three']) {
    typeParagraph(client, text);
    await client.saved();
    await withDatabase(database_url, (db) =>
      db.query(`update document_log set received_at = received_at - interval '1 hour'`),
    );
  }
  const first = await timelineOf(ada, note_id, '?limit=2');
  expect(first.entries.map(({ added }) => added)).toEqual([5, 3]);
  const second = await timelineOf(ada, note_id, `?limit=2&before=${first.next}`);
  expect(second.entries[0]).toMatchObject({
    added: title.length + 3,
    to_seq: (first.entries[1]?.from_seq ?? 0) - 1,
  });
  const mallory = await signUp((instances[0] as TestServer).url, 'Mallory');
  for (const path of ['history', 'history/1', 'history/1?format=text']) {
    expect((await mallory.api('GET', `/notes/${note_id}/${path}`)).status).toBe(404);
  }
  expect((await mallory.api('POST', `/notes/${note_id}/history/1/restore`)).status).toBe(404);
  const far = await ada.api<{ kind: string }>('GET', `/notes/${note_id}/history/999999`);
  expect([far.status, far.body.kind]).toEqual([404, 'not_found']);
});

test('H2 H4: what is archived is the same history, and opening reads none of it', async () => {
  const { ada, note_id, clients, database_url } = await servers.scene(1, { COMPACT_AFTER_UPDATES: '50' });
  const [client] = clients as [HocuspocusClient];
  const texts: string[] = [];
  for (let line = 0; line < 200; line++) {
    if (line % 7 === 6) client.doc.transact(() => client.body.delete(line % 5, 1));
    else typeParagraph(client, `line ${line}`);
    texts.push(linesOf(client.doc));
    if (line % 20 === 0) await client.saved();
  }
  await client.saved();
  const { head_seq } = await timelineOf(ada, note_id);
  await withDatabase(database_url, async (db) => {
    const archived = async () =>
      (await db.query('select seq from document_archives where note_id = $1', [note_id])).rows[0]?.seq ?? 0;
    await until(async () => (await archived()) > 100, 'most of it is archived');
  });
  for (const back of [0, 1, 60, 120, 199]) {
    expect(await textAt(ada, note_id, head_seq - back)).toBe(texts.at(-1 - back));
  }
});

test('H1: what somebody else passes on, replays or forges is told of whoever really sent it', async () => {
  const { instances, ada, note_id, clients } = await servers.scene(1);
  const [client] = clients as [HocuspocusClient];
  const [server] = instances as [TestServer];
  const grace = await signUp(server.url, 'Grace');
  await ada.api('POST', `/notes/${note_id}/members`, { email: grace.email, role: 'editor' });
  typeParagraph(client, 'by Ada');
  await client.saved();

  const wire = await servers.openWire(server, grace, note_id);
  const forged = new Y.Doc();
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(client.doc));
  // A forger goes on with the client id of somebody else.
  forged.clientID = client.doc.clientID;
  const before = Y.encodeStateVector(forged);
  typeParagraph({ doc: forged, body: forged.getXmlFragment('default') }, 'forged');
  wire.sendUpdate(Y.encodeStateAsUpdate(forged, before));
  wire.sendUpdate(Y.encodeStateAsUpdate(client.doc));
  await until(async () => (await ada.text(note_id)).includes('forged'), 'it is in the note');
  const { entries } = await timelineOf(ada, note_id);
  expect(entries[0]?.authors.map(({ name }) => name)).toEqual(['Ada', 'Grace']);
  expect(entries[0]?.added).toBe(`${title}by Adaforged`.length);
});

test('H3: a restore is a forward edit: live for all, attributed, undone by a restore, and it keeps what comes meanwhile', async () => {
  const { instances, ada, note_id, clients } = await servers.scene(2);
  const [client, other] = clients as [HocuspocusClient, HocuspocusClient];
  typeParagraph(client, 'kept');
  typeParagraph(client, 'wrecked later');
  await client.saved();
  const { head_seq: good } = await timelineOf(ada, note_id);
  const grace = await signUp((instances[0] as TestServer).url, 'Grace');
  await ada.api('POST', `/notes/${note_id}/members`, { email: grace.email, role: 'editor' });
  await until(() => other.body.length === 2, 'the other instance has it');

  other.disconnect();
  typeParagraph(other, 'written offline');
  client.doc.transact(() => {
    client.body.delete(0, 2);
    typeParagraph(client, 'nonsense');
    client.title.insert(0, 'Bad ');
  });
  await client.saved();
  const { head_seq: bad } = await timelineOf(ada, note_id);
  const restored = await grace.api<{ before_seq: number; head_seq: number }>(
    'POST',
    `/notes/${note_id}/history/${good}/restore`,
  );
  expect(restored.body.before_seq).toBe(bad);
  expect(restored.body.head_seq).toBeGreaterThan(bad);
  await until(() => linesOf(client.doc) === 'kept\nwrecked later', 'who has the note open sees it');
  expect(client.title.toString()).toBe('Story');
  const { entries } = await timelineOf(ada, note_id);
  expect(entries[0]?.authors.map(({ name }) => name)).toContain('Grace');

  other.reconnect();
  await until(() => linesOf(client.doc).includes('written offline'), 'what was written offline is kept');
  expect(linesOf(client.doc).split('\n').sort()).toEqual(['kept', 'wrecked later', 'written offline']);

  await ada.api('POST', `/notes/${note_id}/history/${bad}/restore`);
  await until(() => linesOf(client.doc) === 'nonsense', 'the restore is taken back');
  expect(client.title.toString()).toBe('Bad Story');
});

test('P4: who may only read restores nothing, nor anybody in the trash; restoring what is there changes nothing', async () => {
  const { instances, ada, note_id, clients } = await servers.scene(1);
  const [client] = clients as [HocuspocusClient];
  typeParagraph(client, 'one');
  await client.saved();
  const { head_seq } = await timelineOf(ada, note_id);
  const grace = await signUp((instances[0] as TestServer).url, 'Grace');
  await ada.api('POST', `/notes/${note_id}/members`, { email: grace.email, role: 'viewer' });
  expect((await grace.api('GET', `/notes/${note_id}/history`)).status).toBe(200);
  expect((await grace.api('POST', `/notes/${note_id}/history/0/restore`)).status).toBe(403);
  const answer = await ada.api<{ head_seq: number }>('POST', `/notes/${note_id}/history/${head_seq}/restore`);
  expect(answer.body).toEqual({ before_seq: head_seq, head_seq, seq: null, unreadable: [] });
  await ada.api('PATCH', `/notes/${note_id}`, { trashed: true });
  expect((await ada.api('POST', `/notes/${note_id}/history/0/restore`)).status).toBe(403);
  expect((await ada.api('GET', `/notes/${note_id}/history`)).status).toBe(200);
});

test('H2: any revision of a paper of 259,778 edits, typed through the stock client, is exactly what it was', async () => {
  const paper = readTrace('automerge-paper');
  const { database_url, instances, ada, note_id, clients } = await servers.scene(1);
  for (const client of clients) client.close();
  const [server] = instances as [TestServer];
  const { head_seq: begin } = await timelineOf(ada, note_id);
  await typeTrace(paper, server.url, note_id, await ada.token());
  const { head_seq } = await timelineOf(ada, note_id);
  // The typist makes an empty paragraph first.
  expect(head_seq).toBe(begin + 1 + paper.txns.length);

  const drawn = revisionsOf(paper.txns.length, 20);
  const doc = new Y.Doc();
  const typist = new Typist(doc);
  for (const [index, { patches }] of paper.txns.entries()) {
    typist.apply(patches);
    if (!drawn.has(index + 1)) continue;
    expect(await textAt(ada, note_id, begin + 1 + index + 1)).toBe(linesOf(doc));
  }
  expect(await textAt(ada, note_id, head_seq)).toBe(paper.endContent);
  expect(linesOf(doc)).toBe(paper.endContent);
  await withDatabase(database_url, async (db) => {
    const { rows } = await db.query<{ bytes: number }>(
      `select (select sum(octet_length(state)) from document_archives)
         + (select sum(octet_length(effects)) from document_segments)
         + (select coalesce(sum(octet_length(frames)), 0) from document_log) as bytes`,
    );
    expect(rows[0]?.bytes).toBeLessThan(1_200_000);
  });
}, 300_000);

/** Drawn with a fixed seed (a linear congruential generator, numbers of Knuth's MMIX). */
function revisionsOf(count: number, wanted: number): Set<number> {
  const drawn = new Set<number>();
  for (let state = 5n; drawn.size < wanted; ) {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn;
    drawn.add(1 + Number((state >> 33n) % BigInt(count)));
  }
  return drawn;
}

async function withDatabase(url: string, work: (db: Db) => Promise<unknown>): Promise<void> {
  const db = openPool(url, makeLog('silent'));
  await work(db).finally(() => db.end());
}
