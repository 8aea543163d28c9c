/** What changed, who wrote what, named versions and the ways back, over REST, on real servers. */
import type {
  ChangedNode,
  HistorySteps,
  NoteChanges,
  NoteHistory,
  Restored,
} from '@scriptorium/shared/api/history.ts';
import { toText } from '@scriptorium/shared/document/to-text.ts';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { readConcurrentTrace } from '../../../load-tests/editing-traces.ts';
import { makeConcurrentTrace, replay } from '../../../load-tests/two-writers.ts';
import { type HocuspocusClient, typeParagraph, until } from '../../test/clients.ts';
import { signUp, type TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';

const servers = makeServers();

const changesOf = async (person: TestPerson, note_id: string, since: number, seq: number) =>
  (await person.api<NoteChanges>('GET', `/notes/${note_id}/history/${seq}/changes?since=${since}`)).body;

const timelineOf = async (person: TestPerson, note_id: string, query = '') =>
  (await person.api<NoteHistory>('GET', `/notes/${note_id}/history${query}`)).body;

const linesOf = ({ doc }: HocuspocusClient) => toText(doc.getXmlFragment('default')).split('\n');

/** A note that Ada and Grace have open, at two instances. */
async function together() {
  const { instances, ada, note_id, clients } = await servers.scene(2);
  const [first, second] = instances as [TestServer, TestServer];
  const [hers, other] = clients as [HocuspocusClient, HocuspocusClient];
  other.close();
  const grace = await signUp(first.url, 'Grace');
  await ada.api('POST', `/notes/${note_id}/members`, { email: grace.email, role: 'editor' });
  const graces = await servers.open(second, grace, note_id);
  return { ada, grace, note_id, hers, graces, url: first.url };
}

const real = readConcurrentTrace('friendsforever');
const trace = real ?? makeConcurrentTrace(1, 5_000);
const text = real
  ? 'a real text that two people wrote at once'
  : 'a made-up text of two people (there is no ../shared/data beside the project)';

test(`H1: of ${text}, through two instances, every letter is told of the person that typed it`, async () => {
  const { ada, grace, note_id, hers, graces } = await together();
  await replay(trace, [hers, graces]);
  await hers.saved();
  await graces.saved();
  await until(() => linesOf(hers).join('\n') === trace.endContent, 'all of it is at both');
  const { head_seq } = await timelineOf(ada, note_id);
  const told = await changesOf(ada, note_id, 0, head_seq);
  const letters = lettersOf(told.body).map(([letter, change]) => [letter, authorOf(told, change)]);
  expect(letters.map(([letter]) => letter).join('')).toBe(trace.endContent);
  // The client ids 1 and 2 are the authors' in the replay.
  const typed = typistsOf(hers.doc).map((client) => (client === 1 ? ada.id : grace.id));
  expect(letters.map(([, author]) => author)).toEqual(typed);
}, 180_000);

test('H1 H2: a comparison tells what went, what came, by whom; what is the same is nobody’s', async () => {
  const { ada, grace, note_id, hers, graces } = await together();
  typeParagraph(hers, 'one two three');
  await hers.saved();
  const { head_seq: before } = await timelineOf(ada, note_id);
  await until(() => linesOf(graces).join() === 'one two three', 'it is at both');
  const line = (graces.body.get(0) as Y.XmlElement).get(0) as Y.XmlText;
  graces.doc.transact(() => {
    line.delete(4, 3);
    line.insert(4, '2');
  });
  await graces.saved();
  const { head_seq } = await timelineOf(ada, note_id);
  const { title, body, changes, people } = await changesOf(ada, note_id, before, head_seq);
  expect(title).toEqual([{ text: 'Story' }]);
  expect(people).toMatchObject([{ id: grace.id, name: 'Grace' }]);
  expect(
    body[0]?.content?.map(({ text, change }) => [text, change === undefined ? null : changes[change]?.kind]),
  ).toEqual([
    ['one ', null],
    ['two', 'deleted'],
    ['2', 'inserted'],
    [' three', null],
  ]);
  expect(changes.map(({ person }) => person)).toEqual([0, 0]);
  const refused = await ada.api<{ kind: string }>('GET', `/notes/${note_id}/history/1/changes?since=2`);
  expect([refused.status, refused.body.kind]).toEqual([400, 'invalid_request']);
});

test('H3: what takes a restore back keeps what others wrote meanwhile; the timeline tells of both', async () => {
  const { ada, note_id, hers, graces } = await together();
  typeParagraph(hers, 'flour');
  typeParagraph(hers, 'water');
  await hers.saved();
  const { head_seq: good } = await timelineOf(ada, note_id);
  hers.doc.transact(() => hers.body.delete(0, 2));
  typeParagraph(hers, 'nonsense');
  await hers.saved();
  const restored = await restore(ada, note_id, good);
  await until(() => linesOf(graces).join() === 'flour,water', 'who has it open sees it');
  const line = (graces.body.get(1) as Y.XmlElement).get(0) as Y.XmlText;
  line.insert(5, ', salt');
  await graces.saved();
  const { head_seq } = await timelineOf(ada, note_id);
  const blame = await changesOf(ada, note_id, 0, head_seq);
  expect(namesIn(blame)).toEqual([
    ['flour', 'Ada'],
    ['water', 'Ada'],
    [', salt', 'Grace'],
  ]);

  const { seq } = restored;
  const back = await ada.api<Restored>('POST', `/notes/${note_id}/history/${seq}/revert`, {
    since: (seq ?? 0) - 1,
  });
  expect(back.status).toBe(200);
  await until(() => linesOf(hers).some((words) => words === 'nonsense'), 'the restore is taken back');
  expect(linesOf(hers).join(' ')).not.toContain('flour');
  const { entries } = await timelineOf(ada, note_id);
  expect(entries.filter(({ kind }) => kind !== 'sitting').map(({ kind, of_seq }) => [kind, of_seq])).toEqual([
    ['revert', (seq ?? 0) - 1],
    ['restore', good],
  ]);
});

test('H3: a block comes back and the rest stays; a block that never was is refused', async () => {
  const { ada, note_id, hers, graces } = await together();
  for (const words of ['flour', 'water', 'salt']) typeParagraph(hers, words);
  await hers.saved();
  const { head_seq: good } = await timelineOf(ada, note_id);
  hers.doc.transact(() => {
    hers.body.delete(0, 2);
    ((hers.body.get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(4, ' and pepper');
  });
  await hers.saved();
  const { body } = await changesOf(ada, note_id, 0, good);
  const water = body.find(({ content }) => content?.[0]?.text === 'water');
  const answer = await ada.api<Restored>('POST', `/notes/${note_id}/history/${good}/restore`, {
    blocks: [water?.id],
  });
  expect(answer.body.unreadable).toEqual([]);
  await until(() => linesOf(graces).join() === 'water,salt and pepper', 'it is back for all');
  const refused = await ada.api<{ kind: string }>('POST', `/notes/${note_id}/history/${good}/restore`, {
    blocks: ['7:7'],
  });
  expect([refused.status, refused.body.kind]).toEqual([400, 'invalid_request']);
});

test('H2: steps are the updates again: whoever applies them sees the note grow', async () => {
  const { ada, note_id, hers } = await together();
  for (let line = 0; line < 30; line++) typeParagraph(hers, `line ${line}`);
  await hers.saved();
  const { head_seq } = await timelineOf(ada, note_id);
  const doc = new Y.Doc();
  const begin = await ada.api<string>('GET', `/notes/${note_id}/history/3?format=json`);
  expect(begin.status).toBe(200);
  let seen = 0;
  for (let seq: number | null = 0; seq !== null; ) {
    const { body }: { body: HistorySteps } = await ada.api<HistorySteps>(
      'GET',
      `/notes/${note_id}/history/${seq}/steps?limit=7`,
    );
    for (const step of body.steps) Y.applyUpdate(doc, Buffer.from(step.update, 'base64'));
    seen += body.steps.length;
    seq = body.next;
  }
  expect(seen).toBe(head_seq);
  expect(toText(doc.getXmlFragment('default'))).toBe(linesOf(hers).join('\n'));
});

test('a version is named, renamed and forgotten by who may write, and stands in the timeline for all', async () => {
  const { ada, grace, note_id, hers, url } = await together();
  typeParagraph(hers, 'one');
  await hers.saved();
  const { head_seq: seq } = await timelineOf(ada, note_id);
  const made = await grace.api<{ id: string }>('POST', `/notes/${note_id}/versions`, {
    seq,
    name: ' First ',
    comment: 'for Ada',
  });
  expect(made.status).toBe(201);
  const version = async () => (await timelineOf(ada, note_id)).entries.find(({ kind }) => kind === 'version');
  expect(await version()).toMatchObject({
    id: made.body.id,
    to_seq: seq,
    name: 'First',
    comment: 'for Ada',
    authors: [{ name: 'Grace' }],
  });
  await ada.api('PATCH', `/notes/${note_id}/versions/${made.body.id}`, { name: 'Draft', comment: null });
  expect(await version()).toMatchObject({ name: 'Draft', comment: null });
  const mary = await signUp(url, 'Mary');
  await ada.api('POST', `/notes/${note_id}/members`, { email: mary.email, role: 'viewer' });
  expect((await mary.api('POST', `/notes/${note_id}/versions`, { seq, name: 'Mine' })).status).toBe(403);
  expect((await mary.api('DELETE', `/notes/${note_id}/versions/${made.body.id}`)).status).toBe(403);
  expect((await ada.api('POST', `/notes/${note_id}/versions`, { seq: seq + 99, name: 'Far' })).status).toBe(
    404,
  );
  expect((await ada.api('POST', `/notes/${note_id}/versions`, { seq, name: '  ' })).status).toBe(400);
  expect((await ada.api('DELETE', `/notes/${note_id}/versions/${made.body.id}`)).status).toBe(204);
  expect(await version()).toBeUndefined();
  expect((await ada.api('DELETE', `/notes/${note_id}/versions/${made.body.id}`)).status).toBe(404);
});

test('a version becomes a note of its own, or a file', async () => {
  const { ada, note_id, hers } = await together();
  typeParagraph(hers, 'one <b>');
  await hers.saved();
  const { head_seq: seq } = await timelineOf(ada, note_id);
  typeParagraph(hers, 'two');
  await hers.saved();
  const copy = await ada.api<{ id: string }>('POST', `/notes/${note_id}/history/${seq}/copy`);
  expect(copy.status).toBe(201);
  expect(await ada.text(copy.body.id)).toBe('one <b>');
  const { title } = (await ada.api<{ title: string }>('GET', `/notes/${copy.body.id}`)).body;
  expect(title).toBe('Story');
  const { entries } = await timelineOf(ada, copy.body.id);
  expect(entries.find(({ kind }) => kind === 'copy')).toMatchObject({ of_seq: seq });
  const file = async (format: string) =>
    ada.api<string>('GET', `/notes/${note_id}/history/${seq}?format=${format}`);
  expect((await file('markdown')).body).toBe('# Story\n\none \\<b>\n');
  const page = await file('html');
  expect(page.body).toContain('<p>one &lt;b&gt;</p>');
  expect(page.headers.get('content-disposition')).toContain('attachment');
});

test('the timeline is narrowed to a person and to a time, tells of titles, and of what I have not seen', async () => {
  const { ada, grace, note_id, hers, graces } = await together();
  typeParagraph(hers, 'one');
  await hers.saved();
  typeParagraph(graces, 'two');
  await graces.saved();
  graces.title.insert(5, ' of two');
  await graces.saved();
  const all = await timelineOf(ada, note_id);
  expect(all.entries[0]).toMatchObject({ kind: 'title', name: 'Story of two', authors: [{ name: 'Grace' }] });
  expect(all.people.map(({ name }) => name)).toEqual(['Ada', 'Grace']);
  expect(all.last_visit).toBeNull();
  const graceOnly = await timelineOf(ada, note_id, `?person=${grace.id}`);
  expect(graceOnly.entries.every(({ authors }) => authors.some(({ id }) => id === grace.id))).toBe(true);
  const later = new Date(Date.now() + 60_000).toISOString();
  expect((await timelineOf(ada, note_id, `?from=${later}`)).entries).toEqual([]);
  expect((await timelineOf(ada, note_id, `?to=${later}`)).entries).toHaveLength(all.entries.length);
});

async function restore(person: TestPerson, note_id: string, seq: number): Promise<Restored> {
  return (await person.api<Restored>('POST', `/notes/${note_id}/history/${seq}/restore`)).body;
}

function lettersOf(nodes: readonly ChangedNode[]): [string, number | undefined][] {
  return nodes.flatMap(({ text, change, content }) =>
    text === undefined
      ? lettersOf(content ?? [])
      : text.split('').map((letter) => [letter, change] as [string, number | undefined]),
  );
}

function namesIn(told: NoteChanges): unknown[] {
  const runs: [string, string | null | undefined][] = [];
  const walk = (nodes: readonly ChangedNode[]): void => {
    for (const { text, change, content } of nodes) {
      const person = change === undefined ? null : told.changes[change]?.person;
      if (text !== undefined) runs.push([text, person == null ? null : told.people[person]?.name]);
      walk(content ?? []);
    }
  };
  walk(told.body);
  return runs;
}

function authorOf({ changes, people }: NoteChanges, change: number | undefined): string | undefined {
  const person = change === undefined ? null : changes[change]?.person;
  return person == null ? undefined : people[person]?.id;
}

/** The client that each letter of the first line has in Yjs. */
function typistsOf(doc: Y.Doc): number[] {
  const text = (doc.getXmlFragment('default').get(0) as Y.XmlElement).get(0) as Y.XmlText;
  const typists: number[] = [];
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    for (let letter = 0; letter < item.length; letter++) typists.push(item.id.client);
  }
  return typists;
}
