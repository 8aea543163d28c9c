import type { Note, NoteList, UpdateNoteRequest } from '@scriptorium/shared/api/notes.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { typeParagraph, until } from '../../test/clients.ts';
import { signUp, type TestPerson } from '../../test/people.ts';
import { nextClose } from '../../test/raw-socket.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';

describe('the trash', () => {
  const servers = makeServers();
  let server: TestServer;
  let ada: TestPerson;
  let bob: TestPerson;

  beforeAll(async () => {
    server = await servers.server({ DATABASE_URL: await servers.database() });
    ada = await signUp(server.url, 'Ada');
    bob = await signUp(server.url, 'Bob');
  });

  const patch = (id: string, change: UpdateNoteRequest) => ada.api<Note>('PATCH', `/notes/${id}`, change);
  const read = async (id: string) => (await ada.api<Note>('GET', `/notes/${id}`)).body;
  const list = async (query: string) =>
    (await ada.api<NoteList>('GET', `/notes?limit=1000&${query}`)).body.notes.map((note) => note.id);
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

  /** `a` with `b` below it, and `c` below that. */
  async function makeFamily() {
    const a = (await ada.createNote({ title: 'a' })).id;
    const b = (await ada.createNote({ title: 'b', parent_id: a })).id;
    const c = (await ada.createNote({ title: 'c', parent_id: b })).id;
    return { a, b, c };
  }

  it('N4: takes what is below a note with it, and lists the note alone', async () => {
    const { a, b, c } = await makeFamily();
    const done = await patch(a, { trashed: true });
    expect(done.body).toMatchObject({ id: a, trashed_with: a, trashed_at: expect.any(String) });
    expect(await read(c)).toMatchObject({ parent_id: b, trashed_with: a, trashed_at: null });
    const [live, trash, all] = await Promise.all(['', 'trashed=true', 'trashed=any'].map(list));
    for (const id of [a, b, c]) expect([live?.includes(id), all?.includes(id)]).toEqual([false, true]);
    expect(trash?.filter((id) => [a, b, c].includes(id))).toEqual([a]);
  });

  it('N4 P3 P4: closes a note below on open sockets, which come back to read', async () => {
    const { a, c } = await makeFamily();
    const client = await servers.open(server, ada, c);
    typeParagraph(client, 'before');
    await client.saved();
    const closed = nextClose(client);
    await patch(a, { trashed: true });
    expect(await closed).toMatchObject({ code: 4410 });
    await until(() => client.provider.authorizedScope === 'readonly' && client.provider.isSynced, 'back');
    typeParagraph(client, 'in the trash');
    const again = nextClose(client);
    await patch(a, { trashed: false });
    expect(await again).toMatchObject({ code: 4410 });
    await client.saved();
    expect(await ada.text(c)).toBe('before\nin the trash');
  });

  it('N4: reaches sockets also when more goes there than is named', { timeout: 30_000 }, async () => {
    const a = (await ada.createNote()).id;
    const children = await Promise.all(Array.from({ length: 25 }, () => ada.createNote({ parent_id: a })));
    const client = await servers.open(server, ada, children.at(-1)?.id as string);
    const closed = nextClose(client);
    await patch(a, { trashed: true });
    expect(await closed).toMatchObject({ code: 4410 });
  });

  it('N5: gives back what went with a note, and keeps what was there before', async () => {
    const { a, b, c } = await makeFamily();
    const d = (await ada.createNote({ parent_id: a })).id;
    await patch(b, { trashed: true });
    await patch(a, { trashed: true });
    expect(await list('trashed=true')).toEqual(expect.arrayContaining([a, b]));
    await patch(a, { trashed: false });
    expect(await read(d)).toMatchObject({ trashed_with: null });
    expect(await read(c)).toMatchObject({ trashed_with: b });
    await patch(b, { trashed: false });
    expect(await read(c)).toMatchObject({ trashed_with: null });
    expect(await read(b)).toMatchObject({ parent_id: a, trashed_with: null, trashed_at: null });
  });

  it('N5: gives a note back at the top while its parent stays', async () => {
    const { a, b, c } = await makeFamily();
    await patch(b, { trashed: true });
    await patch(a, { trashed: true });
    expect((await patch(b, { trashed: false })).body).toMatchObject({ parent_id: null, trashed_with: null });
    expect(await read(c)).toMatchObject({ parent_id: b, trashed_with: null });
    expect(await read(a)).toMatchObject({ trashed_with: a });
  });

  it('N5: gives a note back that had gone with another one, unless that went later', async () => {
    const { a, b, c } = await makeFamily();
    await patch(a, { trashed: true, at: ago(10) });
    expect((await patch(b, { trashed: false, at: ago(20) })).body).toMatchObject({ trashed_with: a });
    expect((await patch(b, { trashed: false, at: ago(5) })).body).toMatchObject({
      parent_id: null,
      trashed_with: null,
    });
    expect(await read(c)).toMatchObject({ parent_id: b, trashed_with: null });
  });

  it('N4: can take a note on its own that had gone with another one', async () => {
    const { a, b, c } = await makeFamily();
    await patch(a, { trashed: true });
    await patch(b, { trashed: true });
    await patch(a, { trashed: false });
    expect(await read(a)).toMatchObject({ trashed_with: null });
    expect(await read(c)).toMatchObject({ trashed_with: b });
  });

  it('N1: of trashing and restoring the one that was done later wins', async () => {
    const { id } = await ada.createNote();
    await patch(id, { trashed: false, at: ago(10) });
    expect(await patch(id, { trashed: true, at: ago(20) })).toMatchObject({
      status: 200,
      body: { trashed_at: null },
    });
    const at = ago(5);
    expect((await patch(id, { trashed: true, at })).body).toMatchObject({ trashed_at: at });
    expect((await patch(id, { trashed: false, at: ago(7) })).body).toMatchObject({ trashed_with: id });
  });

  it('N2: what is sent twice happens once, also when the opposite happened between', async () => {
    const { id } = await ada.createNote();
    const [trash, restore] = [
      { trashed: true, at: ago(10) },
      { trashed: false, at: ago(5) },
    ];
    const first = await patch(id, trash);
    expect((await patch(id, trash)).body).toEqual(first.body);
    const second = await patch(id, restore);
    expect((await patch(id, trash)).body).toEqual(second.body);
    expect((await patch(id, restore)).body).toEqual(second.body);
  });

  it('N4: nothing is moved to below what lies in it', async () => {
    const { a, c } = await makeFamily();
    const note = await ada.createNote();
    await patch(a, { trashed: true });
    expect(await patch(note.id, { parent_id: c })).toMatchObject({
      status: 409,
      body: { kind: 'conflict', detail: expect.stringContaining('in the trash') },
    });
    expect(await read(note.id)).toMatchObject({ parent_id: null, trashed_with: null });
  });

  it('N4: gives back what is moved out from below a note in it', async () => {
    const { a, b, c } = await makeFamily();
    await patch(a, { trashed: true });
    expect((await patch(b, { parent_id: null })).body).toMatchObject({ parent_id: null, trashed_with: null });
    expect(await read(c)).toMatchObject({ trashed_with: null });
  });

  it('N6: keeps a new note whose parent it took meanwhile, at the top', async () => {
    const { a, c } = await makeFamily();
    await patch(a, { trashed: true });
    const note = await ada.createNote({ parent_id: c, title: 'Written offline' });
    expect(note).toMatchObject({ parent_id: null, trashed_with: null, title: 'Written offline' });
  });

  it('N6: takes new tags and a new place, but no new title', async () => {
    const { a, b } = await makeFamily();
    const parent = await ada.createNote();
    await patch(a, { trashed: true });
    expect((await patch(a, { tags: ['kept'], parent_id: parent.id })).body).toMatchObject({
      tags: ['kept'],
      parent_id: parent.id,
      trashed_with: a,
    });
    for (const id of [a, b]) {
      expect((await patch(id, { title: 'No' })).body).toMatchObject({ kind: 'forbidden' });
    }
    expect((await patch(a, { trashed: false })).body).toMatchObject({ parent_id: parent.id });
  });

  it('N2: finds a name that was given before, when it is sent again', async () => {
    const { id } = await ada.createNote();
    const rename = { title: 'Named', at: ago(5) };
    await patch(id, rename);
    await patch(id, { trashed: true });
    expect(await patch(id, rename)).toMatchObject({
      status: 200,
      body: { title: 'Named', trashed_with: id },
    });
  });

  it('is not for an editor of the note alone, who can only read it there', async () => {
    const { a, c } = await makeFamily();
    await ada.api('POST', `/notes/${c}/members`, { email: bob.email, role: 'editor' });
    await patch(a, { trashed: true });
    expect((await bob.api('PATCH', `/notes/${c}`, { trashed: false })).status).toBe(403);
    expect((await bob.api('PATCH', `/notes/${c}`, { title: 'No' })).status).toBe(403);
    expect((await bob.api('GET', `/notes/${c}/content`)).status).toBe(200);
  });
});
