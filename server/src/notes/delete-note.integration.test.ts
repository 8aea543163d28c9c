import { randomUUID } from 'node:crypto';
import type { AuditPage } from '@scriptorium/shared/api/audit.ts';
import type { Note, NoteList } from '@scriptorium/shared/api/notes.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typeParagraph, until } from '../../test/clients.ts';
import { signUp, type TestPerson } from '../../test/people.ts';
import { nextClose } from '../../test/raw-socket.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';

describe('out of the trash, for good', () => {
  const servers = makeServers();
  let server: TestServer;
  let sql: pg.Client;
  let ada: TestPerson;
  let bob: TestPerson;

  beforeAll(async () => {
    const database_url = await servers.database();
    server = await servers.server({ DATABASE_URL: database_url });
    sql = new pg.Client({ connectionString: database_url });
    await sql.connect();
    ada = await signUp(server.url, 'Ada');
    bob = await signUp(server.url, 'Bob');
  });
  afterAll(() => sql.end());

  const trash = (id: string, at?: string) => ada.api<Note>('PATCH', `/notes/${id}`, { trashed: true, at });
  const remove = (id: string, person = ada) => person.api('DELETE', `/notes/${id}`);
  const exists = async (id: string) =>
    (await sql.query('select 1 from notes where id = $1', [id])).rowCount === 1;
  const count = async (table: string, id: string) =>
    (await sql.query<{ count: number }>(`select count(*)::int from ${table} where note_id = $1`, [id]))
      .rows[0]?.count;
  const makeWorkspace = async () =>
    (await ada.api<{ id: string }>('POST', '/workspaces', { name: 'Team' })).body.id;
  const enter = (workspace_id: string, person: TestPerson, role: string) =>
    sql.query('insert into workspace_members (workspace_id, person_id, role) values ($1, $2, $3)', [
      workspace_id,
      person.id,
      role,
    ]);

  async function makeFamily(workspace_id?: string) {
    const a = (await ada.createNote({ title: 'a', ...(workspace_id ? { workspace_id } : {}) })).id;
    const b = (await ada.createNote({ title: 'b', parent_id: a })).id;
    const c = (await ada.createNote({ title: 'c', parent_id: b })).id;
    return { a, b, c };
  }

  it('N10: takes a note with all that went there with it, its text, history, files and words', async () => {
    const { a, b, c } = await makeFamily();
    const file = randomUUID();
    await fetch(`${server.url}/api/v1/notes/${c}/attachments/${file}?name=a.txt`, {
      method: 'PUT',
      headers: { cookie: ada.cookie, 'content-type': 'text/plain' },
      body: 'words',
    });
    const client = await servers.open(server, ada, c);
    typeParagraph(client, 'Zwiebelkuchen');
    await client.saved();
    client.close();
    const words = async () =>
      (await sql.query("select 1 from search_words where word = 'zwiebelkuchen'")).rowCount === 1;
    await until(words, 'the word is known');
    await trash(a);
    expect((await remove(a)).status).toBe(204);
    for (const id of [a, b, c]) expect(await exists(id)).toBe(false);
    for (const table of ['documents', 'document_log', 'attachments', 'history_entries', 'note_texts'])
      expect([table, await count(table, c)]).toEqual([table, 0]);
    const unclaimed = await sql.query('select 1 from unclaimed_blobs');
    expect(unclaimed.rowCount).toBeLessThanOrEqual(1);
    await until(async () => !(await words()), 'the word is forgotten');
    expect((await ada.api('GET', `/notes/${c}`)).status).toBe(404);
    expect((await remove(a)).status).toBe(404);
  });

  it('N10: leaves what is not in the trash, and what went there by itself', async () => {
    const { a, b, c } = await makeFamily();
    expect(await remove(a)).toMatchObject({ status: 409, body: { kind: 'conflict' } });
    await trash(b);
    await trash(a);
    expect((await remove(a)).status).toBe(204);
    expect((await ada.api<Note>('GET', `/notes/${b}`)).body).toMatchObject({
      parent_id: null,
      trashed_with: b,
    });
    expect(await exists(c)).toBe(true);
    // One that went with another can go before it.
    const other = await makeFamily();
    await trash(other.a);
    expect((await remove(other.b)).status).toBe(204);
    expect([await exists(other.a), await exists(other.b), await exists(other.c)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('N10: is for who may put notes there, and leaves what is not theirs', async () => {
    const workspace_id = await makeWorkspace();
    const { a, b, c } = await makeFamily(workspace_id);
    await ada.api('PUT', `/notes/${b}/restricted`, { restricted: true });
    await trash(a);
    await enter(workspace_id, bob, 'commenter');
    expect((await remove(a, bob)).status).toBe(403);
    await sql.query(`update workspace_members set role = 'editor' where person_id = $1`, [bob.id]);
    expect((await remove(b, bob)).status).toBe(404);
    expect((await remove(a, bob)).status).toBe(204);
    expect(await exists(a)).toBe(false);
    expect((await ada.api<Note>('GET', `/notes/${b}`)).body).toMatchObject({
      ...{
        parent_id: null,
        trashed_with: b,
        trashed_at: expect.any(String),
        deleted_after: expect.any(String),
      },
    });
    expect((await ada.api<Note>('GET', `/notes/${c}`)).body).toMatchObject({ parent_id: b, trashed_with: b });
    const { body } = await ada.api<AuditPage>('GET', `/workspaces/${workspace_id}/audit`);
    expect(body.entries[0]).toMatchObject({
      ...{ action: 'note:delete', person_id: bob.id, details: { note_id: a, title: 'a', notes: 1 } },
    });
  });

  it('N10 P3: closes the note on open sockets, for good', async () => {
    const { a, c } = await makeFamily();
    await trash(a);
    const client = await servers.open(server, ada, c);
    const closed = nextClose(client);
    const refused = Promise.withResolvers<string>();
    client.provider.on('authenticationFailed', ({ reason }: { reason: string }) => refused.resolve(reason));
    await remove(a);
    expect(await closed).toMatchObject({ code: 4410 });
    expect(await refused.promise).toBe('no-access');
  });

  it('N10: what is written in it at that moment does not keep it', async () => {
    const { a, c } = await makeFamily();
    const client = await servers.open(server, ada, c);
    const typing = servers.keepTyping(client, 'line', 1);
    await trash(a);
    await remove(a);
    await typing.stop();
    expect([await exists(c), await count('documents', c), await count('document_log', c)]).toEqual([
      false,
      0,
      0,
    ]);
    const other = await ada.createNote({ title: 'others are saved' });
    expect(await ada.text(other.id)).toBe('');
  });

  it('N10: the trash of a workspace is emptied by those who administer it', async () => {
    const workspace_id = await makeWorkspace();
    const [first, second] = [await makeFamily(workspace_id), await makeFamily(workspace_id)];
    const living = (await ada.createNote({ workspace_id })).id;
    await trash(first.b);
    await trash(first.a);
    await trash(second.a);
    await enter(workspace_id, bob, 'editor');
    expect((await bob.api('DELETE', `/workspaces/${workspace_id}/trash`)).status).toBe(403);
    expect((await ada.api('DELETE', `/workspaces/${workspace_id}/trash`)).body).toEqual({
      deleted: 3,
      left: 0,
    });
    const { body } = await ada.api<NoteList>('GET', `/notes?workspace_id=${workspace_id}&trashed=any`);
    expect(body.notes.map(({ id }) => id)).toEqual([living]);
  });

  it('N10: the trash says when a note goes: 30 days after it got there, however long ago that was asked for', async () => {
    const { a } = await makeFamily();
    const long_ago = new Date(Date.now() - 40 * 24 * 3_600_000).toISOString();
    const { body } = await trash(a, long_ago);
    expect(body.trashed_at).toBe(long_ago);
    const days = (Date.parse(body.deleted_after ?? '') - Date.now()) / (24 * 3_600_000);
    expect(Math.round(days)).toBe(30);
    expect((await ada.api<Note>('PATCH', `/notes/${a}`, { trashed: false })).body.deleted_after).toBeNull();
  });

  it('N10: the server deletes what has been there for 30 days, and nothing else', async () => {
    const [due, restored, later] = [await makeFamily(), await makeFamily(), await makeFamily()];
    for (const { a } of [due, restored, later]) await trash(a);
    await sql.query(`update notes set deleted_after = now() - interval '1 minute' where id = any($1)`, [
      [due.a, restored.a],
    ]);
    await ada.api('PATCH', `/notes/${restored.a}`, { trashed: false });
    await server.stop();
    await server.startAgain();
    await until(async () => !(await exists(due.a)), 'it is gone');
    expect([await exists(due.c), await exists(restored.a), await exists(later.a)]).toEqual([
      false,
      true,
      true,
    ]);
    const { rows } = await sql.query(
      `select person_id from audit_entries where action = 'note:delete' and details->>'note_id' = $1`,
      [due.a],
    );
    expect(rows).toEqual([{ person_id: null }]);
  });

  it('N6: what was made below it, offline, is made at the top', async () => {
    const workspace_id = await makeWorkspace();
    const { a, b } = await makeFamily(workspace_id);
    await trash(a);
    await remove(a);
    expect((await ada.api('POST', '/notes', { parent_id: b })).status).toBe(404);
    const kept = await ada.createNote({ parent_id: b, fallback_workspace_id: workspace_id });
    expect(kept).toMatchObject({ parent_id: null, workspace_id });
    const denied = await bob.api('POST', '/notes', { parent_id: b, fallback_workspace_id: workspace_id });
    expect(denied.status).toBe(404);
  });
});
