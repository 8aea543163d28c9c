import type { Note, NoteList, NotePeople } from '@scriptorium/shared/api/notes.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { signUp, type TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';

describe('lists of notes', () => {
  const servers = makeServers();
  let server: TestServer;
  let ada: TestPerson;
  let bob: TestPerson;
  let eve: TestPerson;

  beforeAll(async () => {
    server = await servers.server({ DATABASE_URL: await servers.database() });
    ada = await signUp(server.url, 'Ada');
    bob = await signUp(server.url, 'Bob');
    eve = await signUp(server.url, 'Eve');
  });

  const list = async (person: TestPerson, query = '') =>
    (await person.api<NoteList>('GET', `/notes${query}`)).body.notes;
  const share = (id: string, person: TestPerson, role: 'editor' | 'viewer') =>
    ada.api('POST', `/notes/${id}/members`, { email: person.email, role });

  it('N9: hold the notes of my workspaces and those shared with me, with what I am in each', async () => {
    const [shared, secret] = [await ada.createNote({ title: 'For Bob' }), await ada.createNote()];
    const own = await bob.createNote();
    await share(shared.id, bob, 'viewer');
    const notes = await list(bob);
    expect(notes.find((note) => note.id === shared.id)).toMatchObject({
      title: 'For Bob',
      role: 'guest_viewer',
      workspace_id: ada_workspace(shared),
      created_by: ada.id,
    });
    expect(notes.find((note) => note.id === own.id)).toMatchObject({ role: 'owner', created_by: bob.id });
    expect(notes.find((note) => note.id === secret.id)).toBeUndefined();
    const ids = (await list(bob, `?workspace_id=${own.workspace_id}`)).map((note) => note.id);
    expect([ids.includes(own.id), ids.includes(shared.id)]).toEqual([true, false]);
    await ada.api('DELETE', `/notes/${shared.id}/members/${bob.id}`);
    expect((await list(bob)).map((note) => note.id)).not.toContain(shared.id);
  });

  const ada_workspace = (note: Note) => note.workspace_id;

  it('N9: say the workspace role to a member of both, once', async () => {
    const note = await ada.createNote();
    await share(note.id, ada, 'viewer');
    const found = (await list(ada)).filter((each) => each.id === note.id);
    expect(found.map(({ role }) => role)).toEqual(['owner']);
  });

  it('N9: put every note on exactly one page, also where ranks are equal and others are made meanwhile', async () => {
    const bea = await signUp(server.url, 'Bea');
    const ids = new Set<string>();
    for (let i = 0; i < 9; i++) ids.add((await bea.createNote({ rank: '0|i00000:' })).id);
    const seen: string[] = [];
    let after: string | null = '';
    while (after !== null) {
      const query: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
      const page: NoteList = (await bea.api<NoteList>('GET', `/notes?limit=2${query}`)).body;
      seen.push(...page.notes.map((note) => note.id));
      after = page.next;
      await bea.createNote({ rank: '0|100000:' });
    }
    const own = seen.filter((id) => ids.has(id));
    expect([own.length, new Set(own)]).toEqual([9, ids]);
  });

  it('N9: are not sent again while nothing on them has changed', async () => {
    const cleo = await signUp(server.url, 'Cleo');
    const note = await cleo.createNote();
    const ask = async (tag?: string) => {
      const answer = await cleo.api('GET', '/notes', undefined, tag ? { 'if-none-match': tag } : {});
      return { status: answer.status, tag: answer.headers.get('etag') ?? '', body: answer.body };
    };
    let last = await ask();
    expect(last.status).toBe(200);
    expect(await ask(last.tag)).toMatchObject({ status: 304, body: '' });
    const changes = [
      () => cleo.api('PATCH', `/notes/${note.id}`, { title: 'Renamed' }),
      () => cleo.api('PATCH', `/notes/${note.id}`, { tags: ['x'] }),
      () => cleo.api('PUT', `/notes/${note.id}/favourite`),
      () => cleo.api('PATCH', `/notes/${note.id}`, { trashed: true }),
      () => cleo.createNote(),
    ];
    for (const change of changes) {
      await change();
      const next = await ask(last.tag);
      expect(next.status).toBe(200);
      last = next;
    }
  });

  it.each(['?trashed=perhaps', '?limit=0', '?limit=1001', '?after=nowhere', '?workspace_id=mine'])(
    'asked for by %s are refused in words',
    async (query) => {
      expect(await ada.api('GET', `/notes${query}`)).toMatchObject({
        status: 400,
        body: {
          kind: 'invalid_request',
          detail: expect.stringContaining(query.slice(1).split('=')[0] ?? ''),
        },
      });
    },
  );

  it('of people name who can read a note, and only to those', async () => {
    const note = await ada.createNote();
    await share(note.id, bob, 'viewer');
    const expected = { people: [person(ada, 'owner'), person(bob, 'guest_viewer')] };
    for (const asking of [ada, bob]) {
      expect((await asking.api<NotePeople>('GET', `/notes/${note.id}/people`)).body).toEqual(expected);
    }
    for (const path of ['people', 'backlinks']) {
      expect((await eve.api('GET', `/notes/${note.id}/${path}`)).status).toBe(404);
    }
  });

  const person = ({ id, name }: TestPerson, role: string) => ({ id, name, role });
});
