/** Histories that are purged and thinned, as people and scripts see it over REST, on real servers (H5). */
import { zstdDecompressSync } from 'node:zlib';
import type { NoteChanges, NoteHistory } from '@scriptorium/shared/api/history.ts';
import type { DryRun, HistoryPolicy } from '@scriptorium/shared/api/history-policy.ts';
import { expect, test } from 'vitest';
import { type HocuspocusClient, typeParagraph, until } from '../../../test/clients.ts';
import { signUp, type TestPerson } from '../../../test/people.ts';
import { makeServers } from '../../../test/servers.ts';
import type { TestServer } from '../../../test/start-server.ts';
import { type Db, openPool, transaction } from '../../platform/db.ts';
import { makeLog } from '../../platform/log.ts';
import { applyPolicy } from './retain.ts';

const servers = makeServers();
const log = makeLog('silent');

/** Of sittings only. */
async function timelineOf(person: TestPerson, note_id: string): Promise<NoteHistory> {
  const { body } = await person.api<NoteHistory>('GET', `/notes/${note_id}/history`);
  return { ...body, entries: body.entries.filter(({ kind }) => kind === 'sitting') };
}

const textAt = (person: TestPerson, note_id: string, seq: number) =>
  person.api<string>('GET', `/notes/${note_id}/history/${seq}?format=text`);

const workspaceOf = async (person: TestPerson, note_id: string): Promise<string> =>
  (await person.api<{ workspace_id: string }>('GET', `/notes/${note_id}`)).body.workspace_id;

/** Everything that is stored, with what is compressed as it is uncompressed too. */
async function everyByte(url: string): Promise<string> {
  return withDatabase(url, async (db) => {
    const { rows: columns } = await db.query<{ table: string; column: string; type: string }>(
      `select table_name as table, column_name as column, data_type as type from information_schema.columns
       where table_schema not in ('pg_catalog', 'information_schema')`,
    );
    let all = '';
    for (const { table, column, type } of columns) {
      const value = type === 'bytea' ? `"${column}"` : `"${column}"::text`;
      const { rows } = await db.query<{ value: Buffer | string | null }>(
        `select ${value} as value from "${table}" where "${column}" is not null`,
      );
      for (const { value } of rows) {
        all += `${value}\n`;
        if (value instanceof Buffer && value.readUInt32LE(0) === 0xfd2fb528)
          all += `${zstdDecompressSync(value)}\n`;
      }
    }
    return all;
  });
}

test('H5: a note’s history is purged by its owner: what was deleted is nowhere any more, and nobody is answered with it', async () => {
  const { instances, ada, note_id, clients, database_url } = await servers.scene(2, {
    COMPACT_AFTER_UPDATES: '20',
  });
  const [client, other] = clients as [HocuspocusClient, HocuspocusClient];
  const [, server] = instances as [TestServer, TestServer];
  const atOther = ada.at(server.url);
  const grace = await signUp(server.url, 'Grace');
  await ada.api('POST', `/notes/${note_id}/members`, { email: grace.email, role: 'editor' });
  client.title.insert(0, 'Zeppelin ');
  client.title.delete(0, 'Zeppelin '.length);
  typeParagraph(client, 'stays');
  typeParagraph(client, 'the swordfish is in it');
  await client.saved();
  for (let line = 0; line < 30; line++) typeParagraph(client, `line ${line}`);
  client.title.insert(0, 'Quetzal ');
  await client.saved();
  const { head_seq: then } = await timelineOf(ada, note_id);
  client.doc.transact(() => client.body.delete(1, 1));
  client.title.delete(0, 'Quetzal '.length);
  await client.saved();
  const { head_seq } = await timelineOf(ada, note_id);
  // Both instances have it in their memory.
  for (const person of [ada, atOther])
    expect((await textAt(person, note_id, then)).body).toContain('swordfish');
  await withDatabase(database_url, (db) =>
    db.query(
      `insert into history_entries (note_id, kind, seq, name) values ($1, 'title', $2, 'Quetzal'), ($1, 'title', $3, 'Story')`,
      [note_id, then, head_seq],
    ),
  );
  expect(await everyByte(database_url)).toMatch(/swordfish/);

  expect((await grace.api('DELETE', `/notes/${note_id}/history`)).status).toBe(403);
  const mallory = await signUp(server.url, 'Mallory');
  expect((await mallory.api('DELETE', `/notes/${note_id}/history`)).status).toBe(404);
  const purged = await ada.api<{ kept_from_seq: number; bytes: number }>(
    'DELETE',
    `/notes/${note_id}/history`,
  );
  expect(purged).toMatchObject({ status: 200, body: { kept_from_seq: head_seq } });
  expect(purged.body.bytes).toBeGreaterThan(0);

  // The words by which search knows that they exist go a moment later.
  await until(async () => !/swordfish|Quetzal|Zeppelin/i.test(await everyByte(database_url)), 'it is gone');
  expect(await everyByte(database_url)).toMatch(/stays/);
  for (const person of [ada, atOther]) {
    const gone = await person.api<{ kind: string; detail: string }>(
      'GET',
      `/notes/${note_id}/history/${then}`,
    );
    expect(gone).toMatchObject({ status: 404, body: { kind: 'not_found' } });
    expect(gone.body.detail).toContain('purged');
    for (const [method, path, body] of [
      ['GET', `history/${then}/changes`],
      ['GET', `history/${head_seq}/changes?since=${then}`],
      ['GET', `history/${then}/steps`],
      ['POST', `history/${then}/restore`],
      ['POST', 'versions', { seq: then, name: 'gone' }],
    ] as const) {
      expect((await person.api(method, `/notes/${note_id}/${path}`, body)).status, path).toBe(404);
    }
    const all = await person.api<NoteChanges>('GET', `/notes/${note_id}/history/${head_seq}/changes`);
    expect(all).toMatchObject({ status: 200, body: { since: head_seq, people: [], changes: [] } });
    expect(await timelineOf(person, note_id)).toMatchObject({
      head_seq,
      kept_from_seq: head_seq,
      entries: [],
    });
    expect((await textAt(person, note_id, head_seq)).body).toBe(await ada.text(note_id));
  }

  // Life goes on.
  typeParagraph(other, 'written after');
  await other.saved();
  await until(() => client.body.toString().includes('written after'), 'who has the note open sees it');
  const after = await timelineOf(ada, note_id);
  expect(after).toMatchObject({ kept_from_seq: head_seq, entries: [{ from_seq: head_seq + 1 }] });
  expect((await textAt(atOther, note_id, after.head_seq)).body).toBe(await ada.text(note_id));
  const again = await ada.api('DELETE', `/notes/${note_id}/history`);
  expect(again).toMatchObject({ status: 200, body: { kept_from_seq: after.head_seq } });
  await withDatabase(database_url, async (db) => {
    const { rows } = await db.query(
      `select person_id, action, details from audit_entries where action like 'history:%' order by id`,
    );
    expect(rows).toMatchObject([
      { person_id: ada.id, action: 'history:purge', details: { note_id, kept_from_seq: head_seq } },
      { person_id: ada.id, action: 'history:purge', details: { note_id, kept_from_seq: after.head_seq } },
    ]);
  });
});

test('H5: a policy takes out what is too old, as its dry run said, and nothing else', async () => {
  const { ada, note_id, clients, database_url } = await servers.scene(1);
  const [client] = clients as [HocuspocusClient];
  const workspace_id = await workspaceOf(ada, note_id);
  const path = `/workspaces/${workspace_id}/history-policy`;
  typeParagraph(client, 'old and kept');
  typeParagraph(client, 'old and swordfish');
  await client.saved();
  client.body.delete(1, 1);
  await client.saved();
  const { head_seq: old } = await timelineOf(ada, note_id);
  await daysPass(database_url, 40);
  typeParagraph(client, 'new and herring');
  await client.saved();
  client.body.delete(1, 1);
  await client.saved();
  const { head_seq } = await timelineOf(ada, note_id);

  expect((await ada.api('GET', path)).body).toEqual({ policy: 'keep', days: 90, hidden_from_guests: false });
  const dryRun = async (policy: string, days: number) =>
    (await ada.api<DryRun>('POST', `${path}/dry-run`, { policy, days })).body;
  expect(await dryRun('keep', 1)).toEqual({ notes: 0, updates: 0, bytes: 0 });
  expect(await dryRun('purge', 41)).toEqual({ notes: 0, updates: 0, bytes: 0 });
  // The welcome note is as old: it has one update.
  expect(await dryRun('purge', 30)).toMatchObject({ notes: 2, updates: old + 1 });
  expect(await dryRun('thin', 30)).toMatchObject({ notes: 1, updates: old - 1 });
  expect((await dryRun('purge', 30)).bytes).toBeGreaterThan(0);
  expect(await everyByte(database_url)).toMatch(/swordfish/);

  const policy: HistoryPolicy = { policy: 'purge', days: 30, hidden_from_guests: false };
  expect(await ada.api('PUT', path, policy)).toMatchObject({ status: 200, body: policy });
  await until(async () => (await timelineOf(ada, note_id)).kept_from_seq === old, 'the job has been at it');
  await until(async () => !(await everyByte(database_url)).includes('swordfish'), 'it is gone');
  expect(await everyByte(database_url)).toMatch(/herring/);
  expect((await textAt(ada, note_id, old - 1)).status).toBe(404);
  expect((await textAt(ada, note_id, old)).body).toBe('old and kept');
  expect((await textAt(ada, note_id, head_seq - 1)).body).toBe('old and kept\nnew and herring');
  await until(async () => (await dryRun('purge', 30)).notes === 0, 'nothing is left to do');
  await withDatabase(database_url, async (db) => {
    const { rows } = await db.query(
      'select person_id, action, workspace_id, details from audit_entries where workspace_id is not null',
    );
    expect(rows).toEqual([
      { person_id: ada.id, action: 'workspace:set_history', workspace_id, details: policy },
    ]);
  });
});

test('H5: the job thins old sittings to a point each, when the server starts; what was named stays', async () => {
  const { instances, ada, note_id, clients, database_url } = await servers.scene(1);
  const [client] = clients as [HocuspocusClient];
  const workspace_id = await workspaceOf(ada, note_id);
  typeParagraph(client, 'kept');
  typeParagraph(client, 'swordfish');
  await client.saved();
  client.body.delete(1, 1);
  typeParagraph(client, 'named');
  await client.saved();
  const { head_seq: named } = await timelineOf(ada, note_id);
  client.body.delete(1, 1);
  await client.saved();
  const before = await timelineOf(ada, note_id);
  await withDatabase(database_url, async (db) => {
    await db.query(
      `insert into history_entries (note_id, kind, seq, name) values ($1, 'version', $2, 'v1')`,
      [note_id, named],
    );
    await db.query(`update workspaces set history_policy = 'thin', history_days = 7 where id = $1`, [
      workspace_id,
    ]);
  });
  await daysPass(database_url, 10);
  await (instances[0] as TestServer).stop();
  const again = await servers.server({ DATABASE_URL: database_url });
  const late = ada.at(again.url);
  await until(async () => !(await everyByte(database_url)).includes('swordfish'), 'the job has been at it');
  expect((await textAt(late, note_id, named)).body).toBe('kept\nnamed');
  expect((await textAt(late, note_id, named - 1)).body).toBe('');
  expect((await textAt(late, note_id, before.head_seq)).body).toBe('kept');
  const after = await timelineOf(late, note_id);
  expect(after.kept_from_seq).toBe(0);
  expect(after.entries.map(({ from_seq, to_seq, authors }) => [from_seq, to_seq, authors])).toEqual(
    before.entries.map(({ from_seq, to_seq, authors }) => [from_seq, to_seq, authors]),
  );
});

test('H5 D5: of two instances that come to the same note at once one does the work, and compaction goes on', async () => {
  const { ada, note_id, clients, database_url } = await servers.scene(1);
  const [client] = clients as [HocuspocusClient];
  const workspace_id = await workspaceOf(ada, note_id);
  for (let line = 0; line < 50; line++) typeParagraph(client, `line ${line}`);
  await client.saved();
  await daysPass(database_url, 10);
  await withDatabase(database_url, async (db) => {
    await db.query(`update workspaces set history_policy = 'purge', history_days = 7 where id = $1`, [
      workspace_id,
    ]);
    const outcomes = await Promise.all(
      [1, 2, 3, 4].map(() => transaction(db, (tx) => applyPolicy(tx, note_id))),
    );
    expect(outcomes.filter((outcome) => outcome?.updates)).toHaveLength(1);
  });
  typeParagraph(client, 'after');
  await client.saved();
  const { head_seq } = await timelineOf(ada, note_id);
  expect((await textAt(ada, note_id, head_seq)).body).toBe(await ada.text(note_id));
});

test('H5 D5: what people write while their history is thinned and purged is kept, and so are the revisions since', async () => {
  const { instances, ada, note_id, clients, database_url } = await servers.scene(2, {
    COMPACT_AFTER_UPDATES: '20',
  });
  const [client, other] = clients as [HocuspocusClient, HocuspocusClient];
  const atOther = ada.at((instances[1] as TestServer).url);
  await withDatabase(database_url, (db) =>
    db.query(`update workspaces set history_policy = 'thin', history_days = 7`),
  );
  const typing = [servers.keepTyping(client, 'Ada', 10), servers.keepTyping(other, 'Bob', 10)];
  const oldest: number[] = [];
  for (let round = 0; round < 6; round++) {
    await until(() => typing.every(({ count }) => count > 25 * (round + 1)), 'both have typed');
    await daysPass(database_url, 10);
    await withDatabase(database_url, (db) => transaction(db, (tx) => applyPolicy(tx, note_id)));
    const person = round % 2 === 0 ? ada : atOther;
    if (round % 3 !== 2) continue;
    const purged = await person.api<{ kept_from_seq: number }>('DELETE', `/notes/${note_id}/history`);
    oldest.push(purged.body.kept_from_seq);
  }
  for (const each of typing) each.stop();
  await Promise.all([client.saved(), other.saved()]);
  const lines = (await ada.text(note_id)).split('\n');
  expect(lines.toSorted()).toEqual(typing.flatMap((each) => each.lines()).toSorted());
  const { head_seq, kept_from_seq } = await timelineOf(ada, note_id);
  expect(kept_from_seq).toBe(oldest.at(-1));
  let before = 0;
  for (let seq = kept_from_seq; seq <= head_seq; seq++) {
    const then = (await textAt(atOther, note_id, seq)).body.split('\n');
    expect(lines).toEqual(expect.arrayContaining(then));
    expect(then.length).toBeGreaterThanOrEqual(before);
    before = then.length;
  }
  expect(before).toBe(lines.length);
});

test('H5: a workspace may hide its history from guests; its members look as before', async () => {
  const { instances, ada, note_id, clients } = await servers.scene(1);
  const [client] = clients as [HocuspocusClient];
  typeParagraph(client, 'one');
  await client.saved();
  const grace = await signUp((instances[0] as TestServer).url, 'Grace');
  await ada.api('POST', `/notes/${note_id}/members`, { email: grace.email, role: 'editor' });
  const path = `/workspaces/${await workspaceOf(ada, note_id)}/history-policy`;
  const policy: HistoryPolicy = { policy: 'keep', days: 30, hidden_from_guests: true };
  for (const [method, body] of [['GET'], ['PUT', policy]] as const) {
    expect((await grace.api(method, path, body)).status).toBe(404);
  }
  expect((await grace.api('POST', `${path}/dry-run`, { policy: 'purge', days: 1 })).status).toBe(404);
  expect((await grace.api('GET', `/notes/${note_id}/history`)).status).toBe(200);
  await ada.api('PUT', path, policy);
  const { head_seq } = await timelineOf(ada, note_id);
  for (const [method, address] of [
    ['GET', 'history'],
    ['GET', `history/${head_seq}`],
    ['POST', `history/${head_seq}/restore`],
  ] as const) {
    const refused = await grace.api<{ kind: string; detail: string }>(method, `/notes/${note_id}/${address}`);
    expect(refused).toMatchObject({ status: 403, body: { kind: 'forbidden' } });
    expect(refused.body.detail).toContain('only for members');
    expect((await ada.api(method, `/notes/${note_id}/${address}`)).status).toBe(200);
  }
  expect(await grace.text(note_id)).toBe('one');
  for (const days of [0, 1.5, 4_000])
    expect((await ada.api('PUT', path, { ...policy, days })).status).toBe(400);
});

/** As if everything had been written so long ago. */
async function daysPass(url: string, days: number): Promise<void> {
  await withDatabase(url, (db) =>
    db.query(`update document_log set received_at = received_at - make_interval(days => $1)`, [days]),
  );
}

async function withDatabase<T>(url: string, work: (db: Db) => Promise<T>): Promise<T> {
  const db = openPool(url, log);
  return work(db).finally(() => db.end());
}
