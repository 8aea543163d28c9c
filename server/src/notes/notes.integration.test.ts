import type { NoteList } from '@scriptorium/shared/api/notes.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { signUp, type TestPerson } from '../../test/people.ts';
import type { TestServer } from '../../test/start-server.ts';
import { makeServers } from '../../test/servers.ts';

describe('notes', () => {
  const servers = makeServers();
  let server: TestServer;
  let ada: TestPerson;
  let eve: TestPerson;

  beforeAll(async () => {
    server = await servers.server({ DATABASE_URL: await servers.database() });
    ada = await signUp(server.url, 'Ada');
    eve = await signUp(server.url, 'Eve');
  });

  const titles = async (person: TestPerson, query = '') => {
    const { body } = await person.api<NoteList>('GET', `/notes${query}`);
    return body.notes.map((note) => note.title);
  };

  it('come newest first, page by page', async () => {
    const bob = await signUp(server.url, 'Bob');
    for (const title of ['one', 'two', 'three']) await bob.createNote({ title });
    expect(await titles(bob)).toEqual(['three', 'two', 'one', 'Welcome to Scriptorium']);
    const first = (await bob.api<NoteList>('GET', '/notes?limit=3')).body;
    const second = (
      await bob.api<NoteList>('GET', `/notes?limit=3&after=${encodeURIComponent(first.next ?? '')}`)
    ).body;
    expect([first.notes.length, second.notes.map((note) => note.title), second.next]).toEqual([
      3,
      ['Welcome to Scriptorium'],
      null,
    ]);
  });

  it('take the id that the client chose, and a retry with it is harmless', async () => {
    const id = crypto.randomUUID();
    const first = await ada.api('POST', '/notes', { id, title: 'Once' });
    const retry = await ada.api('POST', '/notes', { id, title: 'Once' });
    expect([first.status, retry.status]).toEqual([201, 200]);
    expect(retry.body).toEqual(first.body);
    expect((await ada.api('GET', `/notes/${id}/content`)).body).toMatchObject({ title: 'Once' });
    expect((await eve.api('POST', '/notes', { id })).body).toMatchObject({ kind: 'already_exists' });
  });

  it('go to the trash and come back', async () => {
    const note = await ada.createNote({ title: 'Doomed' });
    await ada.api('PATCH', `/notes/${note.id}`, { trashed: true });
    expect(await titles(ada)).not.toContain('Doomed');
    expect(await titles(ada, '?trashed=true')).toEqual(['Doomed']);
    expect((await ada.api('PATCH', `/notes/${note.id}`, { title: 'Alive' })).body).toMatchObject({
      kind: 'forbidden',
    });
    expect(
      (await ada.api('PATCH', `/notes/${note.id}`, { trashed: false, title: 'Alive' })).body,
    ).toMatchObject({
      title: 'Alive',
      trashed_at: null,
    });
    expect(await titles(ada)).toContain('Alive');
  });

  it('have a parent in the same workspace only', async () => {
    const [parent, foreign] = [await ada.createNote(), await eve.createNote()];
    expect((await ada.api('POST', '/notes', { parent_id: parent.id })).body).toMatchObject({
      parent_id: parent.id,
    });
    expect((await ada.api('POST', '/notes', { parent_id: foreign.id })).status).toBe(404);
  });

  it('of another person’s workspace cannot be listed, made or found', async () => {
    const note = await ada.createNote({ title: 'Secret' });
    expect((await eve.api('GET', `/notes?workspace_id=${note.workspace_id}`)).status).toBe(404);
    expect((await eve.api('POST', '/notes', { workspace_id: note.workspace_id })).status).toBe(404);
    expect(await titles(eve)).not.toContain('Secret');
  });

  it('are given as JSON and as text', async () => {
    const { notes } = (await eve.api<NoteList>('GET', '/notes?limit=100')).body;
    const welcome = notes.find((note) => note.title === 'Welcome to Scriptorium');
    expect((await eve.api('GET', `/notes/${welcome?.id}/content`)).body).toMatchObject({
      title: 'Welcome to Scriptorium',
      body: { type: 'doc', content: expect.arrayContaining([expect.objectContaining({ type: 'heading' })]) },
    });
    expect(await eve.text(welcome?.id ?? '')).toMatch(/^This note is yours\./);
    expect((await eve.api('GET', `/notes/${welcome?.id}/content?format=docx`)).body).toMatchObject({
      kind: 'invalid_request',
    });
  });

  it('an id that is none is refused in words', async () => {
    expect((await ada.api('GET', '/notes/not-an-id')).body).toMatchObject({
      kind: 'invalid_request',
      errors: [{ path: 'params.id' }],
    });
  });
});
