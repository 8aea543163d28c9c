import type { Note, NoteList } from '@scriptorium/shared/api/notes.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { signUp, type TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';

const servers = makeServers();
let server: TestServer;
let ada: TestPerson;
let eve: TestPerson;

beforeAll(async () => {
  server = await servers.server({ DATABASE_URL: await servers.database() });
  ada = await signUp(server.url, 'Ada');
  eve = await signUp(server.url, 'Eve');
});

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

describe('tags', () => {
  const tag = (id: string, tags: unknown, at?: string) =>
    ada.api<Note>('PATCH', `/notes/${id}`, { tags, ...(at === undefined ? {} : { at }) });

  it('are set as a whole, trimmed, with their case and their order', async () => {
    const { id, tags } = await ada.createNote();
    expect(tags).toEqual([]);
    expect((await tag(id, ['  Zürich ', 'a b', '日本'])).body.tags).toEqual(['Zürich', 'a b', '日本']);
    const { notes } = (await ada.api<NoteList>('GET', '/notes')).body;
    expect(notes.find((note) => note.id === id)?.tags).toEqual(['Zürich', 'a b', '日本']);
    expect((await tag(id, [])).body.tags).toEqual([]);
  });

  it('N1 N2: follow the latest change, however late or often the others arrive', async () => {
    const { id } = await ada.createNote();
    const at = ago(10);
    await tag(id, ['early'], at);
    await tag(id, ['late'], ago(5));
    for (let i = 0; i < 2; i++) expect((await tag(id, ['early'], at)).body.tags).toEqual(['late']);
  });

  it('N1: have a time of their own', async () => {
    const { id } = await ada.createNote();
    await ada.api('PATCH', `/notes/${id}`, { rank: '0|b00000:', trashed: false });
    expect((await tag(id, ['earlier than the move'], ago(5))).body.tags).toEqual(['earlier than the move']);
  });

  it.each([
    ['too many', Array.from({ length: 21 }, (_, i) => `tag ${i}`), 'body.tags'],
    ['empty', ['ok', '  '], 'body.tags.1'],
    ['too long', ['x'.repeat(51)], 'body.tags.0'],
    ['twice, but for case', ['Work', 'work'], 'body.tags'],
    ['with a line break', ['two\nlines'], 'body.tags.0'],
    ['with a zero byte', ['a\0b'], 'body.tags.0'],
    ['a number', [1], 'body.tags.0'],
  ])('that are %s are refused by their place', async (_, tags, path) => {
    const { id } = await ada.createNote();
    expect(await tag(id, tags)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
    expect(
      await tag(
        id,
        Array.from({ length: 20 }, (_, i) => `${'x'.repeat(48)}${i + 10}`),
      ),
    ).toMatchObject({
      status: 200,
    });
  });

  it('of strangers’ notes cannot be set, nor by a viewer', async () => {
    const { id } = await ada.createNote();
    expect((await eve.api('PATCH', `/notes/${id}`, { tags: ['mine'] })).status).toBe(404);
    await ada.api('POST', `/notes/${id}/members`, { email: eve.email, role: 'viewer' });
    expect((await eve.api('PATCH', `/notes/${id}`, { tags: ['mine'] })).status).toBe(403);
  });
});

describe('favourites', () => {
  const add = (person: TestPerson, id: string, body?: unknown) =>
    person.api<Note>('PUT', `/notes/${id}/favourite`, body);
  const remove = (person: TestPerson, id: string, body?: unknown) =>
    person.api<Note>('DELETE', `/notes/${id}/favourite`, body);
  const listed = async (person: TestPerson) =>
    (await person.api<NoteList>('GET', '/notes')).body.notes
      .filter((note) => note.favourite)
      .sort((a, b) => ((a.favourite_rank ?? '') < (b.favourite_rank ?? '') ? -1 : 1))
      .map((note) => note.id);

  it('N7: are each person’s own, the newest last, or where they are put', async () => {
    const bea = await signUp(server.url, 'Bea');
    const ids = [];
    for (let i = 0; i < 3; i++) ids.push((await bea.createNote()).id);
    const [one, two, three] = ids as [string, string, string];
    for (const id of ids) expect((await add(bea, id)).body).toMatchObject({ id, favourite: true });
    expect(await listed(bea)).toEqual([one, two, three]);
    await add(bea, three, { rank: '0|a00000:' });
    expect(await listed(bea)).toEqual([three, one, two]);
    await bea.api('POST', `/notes/${one}/members`, { email: ada.email, role: 'viewer' });
    expect((await ada.api<Note>('GET', `/notes/${one}`)).body).toMatchObject({
      favourite: false,
      favourite_rank: null,
    });
    await add(ada, one);
    await remove(bea, one);
    expect((await ada.api<Note>('GET', `/notes/${one}`)).body.favourite).toBe(true);
    expect(await listed(bea)).toEqual([three, two]);
  });

  it('N1 N2: follow the latest action, however late or often the others arrive', async () => {
    const { id } = await ada.createNote();
    const [added, removed] = [{ at: ago(10) }, { at: ago(5) }];
    expect((await remove(ada, id, removed)).body.favourite).toBe(false);
    for (let i = 0; i < 2; i++) expect((await add(ada, id, added)).body.favourite).toBe(false);
    for (let i = 0; i < 2; i++)
      expect(await add(ada, id)).toMatchObject({ status: 200, body: { favourite: true } });
    expect((await remove(ada, id, removed)).body.favourite).toBe(true);
    for (let i = 0; i < 2; i++)
      expect(await remove(ada, id)).toMatchObject({ status: 200, body: { favourite: false } });
  });

  it('are asked for twice at once, and are one', async () => {
    const { id } = await ada.createNote();
    const answers = await Promise.all([add(ada, id), add(ada, id), add(ada, id)]);
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: { favourite: true } });
  });

  it('cannot be strangers’ notes, and have a rank that is one', async () => {
    const { id } = await ada.createNote();
    expect((await add(eve, id)).status).toBe(404);
    expect((await remove(eve, id)).status).toBe(404);
    expect((await add(ada, crypto.randomUUID())).status).toBe(404);
    expect(await add(ada, id, { rank: 'top' })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'body.rank' }] },
    });
  });

  it('N7: are not listed while the note may not be read, and again when it may', async () => {
    const { id } = await ada.createNote();
    const let_in = () => ada.api('POST', `/notes/${id}/members`, { email: eve.email });
    await let_in();
    await add(eve, id);
    await ada.api('DELETE', `/notes/${id}/members/${eve.id}`);
    expect(await listed(eve)).not.toContain(id);
    await let_in();
    expect(await listed(eve)).toContain(id);
  });
});
