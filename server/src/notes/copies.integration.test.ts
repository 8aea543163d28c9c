import { randomUUID } from 'node:crypto';
import type { Note, NoteList } from '@scriptorium/shared/api/notes.ts';
import type { DuplicateRequest } from '@scriptorium/shared/api/order.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typeParagraph } from '../../test/clients.ts';
import { signUp, type TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';

describe('copies of notes', () => {
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

  const duplicate = (id: string, request: Partial<DuplicateRequest> = {}, person = ada) =>
    person.api<Note>('POST', `/notes/${id}/duplicate`, request);
  const patch = (id: string, change: object) => ada.api<Note>('PATCH', `/notes/${id}`, change);
  const all = async (workspace_id: string) =>
    (await ada.api<NoteList>('GET', `/notes?workspace_id=${workspace_id}&limit=1000`)).body.notes;
  const makeWorkspace = async () =>
    (await ada.api<{ id: string }>('POST', '/workspaces', { name: 'Team' })).body.id;
  const enter = (workspace_id: string, role: string) =>
    sql.query('insert into workspace_members (workspace_id, person_id, role) values ($1, $2, $3)', [
      ...[workspace_id, bob.id, role],
    ]);

  async function write(note_id: string, text: string): Promise<void> {
    const client = await servers.open(server, ada, note_id);
    typeParagraph(client, text);
    await client.saved();
    client.close();
  }

  it('N11: say the same, stand behind the original, and begin a history of their own', async () => {
    const workspace_id = await makeWorkspace();
    const last = (await ada.createNote({ workspace_id, title: 'last' })).id;
    const original = (await ada.createNote({ workspace_id, title: 'Plan' })).id;
    await patch(original, { tags: ['work', 'Ideas'] });
    await write(original, 'first line');
    const { status, body } = await duplicate(original, { title: 'Plan (copy)' });
    expect([status, body.title, body.tags, body.favourite]).toEqual([
      ...[201, 'Plan (copy)', ['work', 'Ideas'], false],
    ]);
    expect(await ada.text(body.id)).toBe('first line');
    expect((await all(workspace_id)).map(({ id }) => id)).toEqual([original, body.id, last]);
    const history = await ada.api<{ head_seq: number }>('GET', `/notes/${body.id}/history`);
    expect(history.body.head_seq).toBe(1);
    expect((await ada.api<Note>('GET', `/notes/${original}`)).body.title).toBe('Plan');
  });

  it('N11: take what is below along where that is asked for, with its files, but not what is in the trash', async () => {
    const workspace_id = await makeWorkspace();
    const a = (await ada.createNote({ workspace_id, title: 'a' })).id;
    const [b, trashed] = [
      (await ada.createNote({ parent_id: a, title: 'b' })).id,
      (await ada.createNote({ parent_id: a, title: 'trashed' })).id,
    ];
    const c = (await ada.createNote({ parent_id: b, title: 'c' })).id;
    await patch(trashed, { trashed: true });
    const file = randomUUID();
    await fetch(`${server.url}/api/v1/notes/${c}/attachments/${file}?name=a.txt`, {
      method: 'PUT',
      headers: { cookie: ada.cookie, 'content-type': 'text/plain' },
      body: 'words',
    });
    const client = await servers.open(server, ada, c);
    const { XmlElement } = await import('yjs');
    const block = new XmlElement('fileAttachment');
    block.setAttribute('attachment_id', file);
    client.body.insert(0, [block]);
    await client.saved();
    client.close();
    const alone = (await duplicate(a)).body;
    const copy = (await duplicate(a, { with_below: true })).body;
    const notes = await all(workspace_id);
    const below = (id: string) => notes.filter((note) => note.parent_id === id);
    expect(below(alone.id)).toEqual([]);
    expect(below(copy.id).map(({ title }) => title)).toEqual(['b']);
    const [copyOfB] = below(copy.id);
    const [copyOfC] = below(copyOfB?.id ?? '');
    expect(copyOfC?.title).toBe('c');
    const answer = await fetch(`${server.url}/api/v1/notes/${copyOfC?.id}/attachments/${file}`, {
      headers: { cookie: ada.cookie },
    });
    expect(await answer.text()).toBe('words');
  });

  it('N2 N11: are made once, whatever comes twice', async () => {
    const original = (await ada.createNote({ title: 'Once' })).id;
    const id = randomUUID();
    const both = await Promise.all([duplicate(original, { id }), duplicate(original, { id })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect((await duplicate(original, { id })).status).toBe(200);
    expect((await duplicate(original, { id }, bob)).status).toBe(404);
    const other = (await bob.createNote()).id;
    expect((await duplicate(other, { id }, bob)).status).toBe(409);
  });

  it('N11: of what one may only read are one’s own', async () => {
    const note = await ada.createNote({ title: 'Read me' });
    await ada.api('POST', `/notes/${note.id}/members`, { email: bob.email, role: 'viewer' });
    const { body } = await duplicate(note.id, {}, bob);
    expect(body).toMatchObject({ role: 'owner', parent_id: null, title: 'Read me' });
    expect(body.workspace_id).not.toBe(note.workspace_id);
    expect((await duplicate(note.id, { parent_id: note.id }, bob)).status).toBe(403);
  });

  it('N11: tell nobody what only some may read', async () => {
    const workspace_id = await makeWorkspace();
    const a = (await ada.createNote({ workspace_id, title: 'a' })).id;
    const secret = (await ada.createNote({ parent_id: a, title: 'secret' })).id;
    await ada.api('PUT', `/notes/${secret}/restricted`, { restricted: true });
    await enter(workspace_id, 'editor');
    const bobs = async () =>
      (await bob.api<NoteList>('GET', `/notes?workspace_id=${workspace_id}`)).body.notes.map(
        ({ title }) => title,
      );
    await duplicate(a, { with_below: true }, bob);
    expect(await bobs()).toEqual(['a', 'a']);
    await duplicate(a, { with_below: true });
    await duplicate(secret, { title: 'secret, too' });
    expect(await bobs()).toEqual(['a', 'a', 'a']);
    expect((await all(workspace_id)).filter(({ title }) => title.startsWith('secret'))).toHaveLength(3);
  });

  it('N11: are of at most 200 notes, and no deeper than notes are', async () => {
    const workspace_id = await makeWorkspace();
    const root = (await ada.createNote({ workspace_id })).id;
    await sql.query(
      `insert into notes (id, workspace_id, parent_id, rank)
       select gen_random_uuid(), $1, $2, '0|hzzzzz:' from generate_series(1, 200)`,
      [workspace_id, root],
    );
    expect(await duplicate(root, { with_below: true })).toMatchObject({ status: 413 });
    let deep = root;
    for (let depth = 2; depth <= 30; depth++) {
      deep = randomUUID();
      await sql.query(
        `insert into notes (id, workspace_id, parent_id, rank)
         select $1, $2, (select id from notes where workspace_id = $2 order by cardinality(access_path) desc limit 1), '0|hzzzzz:'`,
        [deep, workspace_id],
      );
    }
    expect(await duplicate(deep, { parent_id: deep })).toMatchObject({ status: 400 });
  });

  it('N11: of a note in the trash are not made', async () => {
    const { id } = await ada.createNote();
    await patch(id, { trashed: true });
    expect((await duplicate(id)).status).toBe(409);
  });

  it('N12: a template is one for everybody in the workspace, until the last word is another', async () => {
    const { id } = await ada.createNote({ title: 'Weekly' });
    const at = new Date().toISOString();
    expect((await patch(id, { is_template: true, at })).body.is_template).toBe(true);
    const before = new Date(Date.parse(at) - 5_000).toISOString();
    expect((await patch(id, { is_template: false, at: before })).body.is_template).toBe(true);
    expect((await duplicate(id)).body.is_template).toBe(true);
    expect((await patch(id, { is_template: false })).body.is_template).toBe(false);
  });

  it('N12: what is made of a template is a note, with what it leaves open filled in', async () => {
    const { id } = await ada.createNote({ title: 'Meeting {{date}}' });
    const below = (await ada.createNote({ parent_id: id, title: 'Notes of {{author}}' })).id;
    await write(id, '{{title}}: {{author}} writes');
    await patch(id, { is_template: true });
    const made = await duplicate(id, { with_below: true, fill: { date: 'today' } });
    expect(made.body).toMatchObject({ is_template: false, title: 'Meeting today' });
    expect(await ada.text(made.body.id)).toBe('Meeting today: Ada writes');
    const { rows } = await sql.query<{ title: string }>('select title from notes where parent_id = $1', [
      made.body.id,
    ]);
    expect(rows).toEqual([{ title: 'Notes of Ada' }]);
    expect((await ada.api<Note>('GET', `/notes/${below}`)).body.title).toBe('Notes of {{author}}');
    const named = await duplicate(id, { title: 'Kick-off', fill: { date: 'today' } });
    expect(await ada.text(named.body.id)).toBe('Kick-off: Ada writes');
  });
});
