import type { Note, NoteList, UpdateNoteRequest } from '@scriptorium/shared/api/notes.ts';
import { note_depth_max } from '@scriptorium/shared/api/notes.ts';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { signUp, type TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';

describe('the place of a note', () => {
  const servers = makeServers();
  let server: TestServer;
  let ada: TestPerson;
  let eve: TestPerson;

  beforeAll(async () => {
    server = await servers.server({ DATABASE_URL: await servers.database() });
    ada = await signUp(server.url, 'Ada');
    eve = await signUp(server.url, 'Eve');
  });

  const patch = (person: TestPerson, id: string, change: UpdateNoteRequest) =>
    person.api<Note>('PATCH', `/notes/${id}`, change);
  /** So many seconds ago. */
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

  it('N3: is a parent and a rank, given when it is made or later', async () => {
    const [parent, other] = [await ada.createNote(), await ada.createNote()];
    const child = await ada.createNote({ parent_id: parent.id, rank: '0|i00007:' });
    expect(child).toMatchObject({ parent_id: parent.id, rank: '0|i00007:' });
    expect((await patch(ada, child.id, { parent_id: other.id, rank: '0|hzzzzz:i' })).body).toMatchObject({
      parent_id: other.id,
      rank: '0|hzzzzz:i',
    });
    expect((await patch(ada, child.id, { rank: '0|i00007:' })).body).toMatchObject({ parent_id: other.id });
    expect((await patch(ada, child.id, { parent_id: null })).body).toMatchObject({
      parent_id: null,
      rank: '0|i00007:',
    });
  });

  it('N1: of two moves the one that was done later wins, in whatever order they arrive', async () => {
    const [a, b] = [await ada.createNote(), await ada.createNote()];
    const note = await ada.createNote();
    const late = await patch(ada, note.id, { parent_id: b.id, at: ago(10) });
    expect(late.body.parent_id).toBe(b.id);
    const early = await patch(ada, note.id, { parent_id: a.id, rank: '0|a00000:', at: ago(60) });
    expect(early.status).toBe(200);
    expect(early.body).toEqual(late.body);
    expect((await patch(ada, note.id, { parent_id: a.id })).body.parent_id).toBe(a.id);
  });

  it('N1: a clock that is ahead wins nothing for later', async () => {
    const [a, b] = [await ada.createNote(), await ada.createNote()];
    const note = await ada.createNote();
    await patch(ada, note.id, { parent_id: a.id, at: new Date(Date.now() + 3_600_000).toISOString() });
    expect((await patch(ada, note.id, { parent_id: b.id })).body.parent_id).toBe(b.id);
  });

  it('N2: a move that is sent again changes nothing, whatever others did meanwhile', async () => {
    const [a, b] = [await ada.createNote(), await ada.createNote()];
    const note = await ada.createNote();
    const move = { parent_id: a.id, rank: '0|b00000:', at: ago(5) };
    const first = await patch(ada, note.id, move);
    expect((await patch(ada, note.id, move)).body).toEqual(first.body);
    await patch(ada, note.id, { parent_id: b.id });
    await patch(ada, a.id, { trashed: true });
    expect((await patch(ada, note.id, move)).body).toMatchObject({ parent_id: b.id });
  });

  it('N2: a note that was moved or trashed since is found by a second try to make it', async () => {
    const [parent, id] = [await ada.createNote(), crypto.randomUUID()];
    const request = { id, parent_id: parent.id, title: 'Once', rank: '0|c00000:' };
    await ada.createNote(request);
    await patch(ada, id, { parent_id: null });
    await patch(ada, parent.id, { trashed: true });
    expect(await ada.api('POST', '/notes', request)).toMatchObject({
      status: 200,
      body: { parent_id: null },
    });
    await patch(ada, id, { trashed: true });
    expect(await ada.api('POST', '/notes', request)).toMatchObject({
      status: 200,
      body: { id, trashed_with: id },
    });
    expect((await eve.api('POST', '/notes', request)).body).toMatchObject({ kind: 'already_exists' });
  });

  it('N2: of two tries at once to make a note, one makes it', async () => {
    const request = { id: crypto.randomUUID(), title: 'Twice at once' };
    const answers = await Promise.all([1, 2, 3].map(() => ada.api('POST', '/notes', request)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect((await ada.api('GET', `/notes/${request.id}/content`)).body).toMatchObject({
      title: 'Twice at once',
    });
  });

  it('N2: a new name that is sent again does not undo a later one', async () => {
    const note = await ada.createNote({ title: 'One' });
    const rename = { title: 'Two', at: ago(5) };
    await patch(ada, note.id, rename);
    expect((await patch(ada, note.id, { title: 'Three' })).body.title).toBe('Three');
    expect(await patch(ada, note.id, rename)).toMatchObject({ status: 200, body: { title: 'Three' } });
  });

  it('N3: is never below the note itself', async () => {
    const a = await ada.createNote();
    const b = await ada.createNote({ parent_id: a.id });
    const c = await ada.createNote({ parent_id: b.id });
    expect(await patch(ada, a.id, { parent_id: c.id })).toMatchObject({
      status: 409,
      body: { kind: 'conflict', detail: expect.stringContaining('below this note itself') },
    });
    expect(await patch(ada, a.id, { parent_id: a.id })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'body.parent_id' }] },
    });
  });

  it('N3: two people who each move a note below the other’s make no cycle', async () => {
    for (let round = 0; round < 10; round++) {
      const [a, b] = [await ada.createNote(), await ada.createNote()];
      const answers = await Promise.all([
        patch(ada, a.id, { parent_id: b.id, at: ago(2) }),
        patch(ada, b.id, { parent_id: a.id, at: ago(1) }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    }
  });

  it('N3: whatever is moved where at once, the notes stay a forest', { timeout: 60_000 }, async () => {
    const bea = await signUp(server.url, 'Bea');
    const ids: string[] = [];
    for (let i = 0; i < 8; i++) ids.push((await bea.createNote()).id);
    const index = fc.integer({ min: 0, max: ids.length - 1 });
    const wish = fc.record({
      note: index,
      parent: fc.option(index),
      trashed: fc.option(fc.boolean(), { freq: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(wish, { minLength: 6, maxLength: 12 }), async (wishes) => {
        const answers = await Promise.all(
          wishes.map(({ note, parent, trashed }) =>
            patch(bea, ids[note] as string, {
              parent_id: parent === null ? null : (ids[parent] as string),
              ...(trashed === null ? {} : { trashed }),
            }),
          ),
        );
        for (const { status } of answers) expect([200, 400, 409]).toContain(status);
        expectForest((await bea.api<NoteList>('GET', '/notes?trashed=any')).body.notes);
      }),
      { numRuns: 25 },
    );
  });

  it(`N3: is at most ${note_depth_max} deep`, async () => {
    let parent_id: string | null = null;
    const chain: string[] = [];
    for (let depth = 1; depth <= note_depth_max; depth++) {
      parent_id = (await ada.createNote({ parent_id })).id;
      chain.push(parent_id);
    }
    const tooDeep = { status: 400, body: { kind: 'invalid_request', errors: [{ path: 'body.parent_id' }] } };
    expect(await ada.api('POST', '/notes', { parent_id })).toMatchObject(tooDeep);
    const pair = await ada.createNote();
    await ada.createNote({ parent_id: pair.id });
    expect(await patch(ada, pair.id, { parent_id: chain.at(-2) as string })).toMatchObject(tooDeep);
    expect((await patch(ada, pair.id, { parent_id: chain.at(-3) as string })).status).toBe(200);
  });

  it('N3: is in the note’s own workspace', async () => {
    const [note, foreign] = [await ada.createNote(), await eve.createNote()];
    for (const parent_id of [foreign.id, crypto.randomUUID()]) {
      expect(await patch(ada, note.id, { parent_id })).toMatchObject({
        status: 400,
        body: {
          errors: [{ path: 'body.parent_id', message: 'There is no such note in this workspace.' }],
        },
      });
    }
  });

  it('N3: is not for strangers to choose, nor for whom only the note was shared with', async () => {
    const note = await ada.createNote();
    expect((await patch(eve, note.id, { parent_id: null })).status).toBe(404);
    await ada.api('POST', `/notes/${note.id}/members`, { email: eve.email, role: 'editor' });
    for (const change of [
      { parent_id: null },
      { rank: '0|d00000:' },
      { trashed: true },
      { trashed: false },
    ]) {
      expect(await patch(eve, note.id, change)).toMatchObject({ status: 403, body: { kind: 'forbidden' } });
    }
    expect((await patch(eve, note.id, { title: 'By Eve', tags: ['eve'] })).body).toMatchObject({
      title: 'By Eve',
      tags: ['eve'],
      role: 'guest_editor',
    });
  });

  it.each([
    ['rank', 'first'],
    ['rank', '0|hzzzzz'],
    ['rank', '1|hzzzzz:'],
    ['rank', '0|hzzzzz:0'],
    ['rank', '0|000000:'],
    ['rank', '0|zzzzzz:'],
    ['rank', '0|ZZZZZZ:'],
    ['rank', `0|hzzzzz:${'1'.repeat(200)}`],
    ['at', 'yesterday'],
    ['parent_id', 'the one above'],
  ])('a %s like %s is refused by its name', async (field, value) => {
    const note = await ada.createNote();
    expect(await ada.api('PATCH', `/notes/${note.id}`, { [field]: value })).toMatchObject({
      status: 400,
      body: { kind: 'invalid_request', errors: [{ path: `body.${field}` }] },
    });
  });
});

/** Every parent is there, nothing is above itself, and what lies in the trash is what the notes above it say. */
function expectForest(notes: readonly Note[]): void {
  const byId = new Map(notes.map((note) => [note.id, note]));
  for (const note of notes) {
    let trashed_with: string | null = null;
    const path = new Set<string>();
    for (let at: Note | undefined = note; at; at = at.parent_id ? byId.get(at.parent_id) : undefined) {
      expect(path.has(at.id), 'a cycle').toBe(false);
      path.add(at.id);
      if (at.parent_id) expect(byId.has(at.parent_id)).toBe(true);
      if (at.trashed_at) trashed_with ??= at.id;
    }
    expect(note.trashed_with).toBe(trashed_with);
  }
}
