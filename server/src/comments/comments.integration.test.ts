import { randomUUID } from 'node:crypto';
import type { Comment, Comments, CommentThread } from '@scriptorium/shared/api/comments.ts';
import { comments_changed } from '@scriptorium/shared/protocol/comments-changed.ts';
import pg from 'pg';
import * as Y from 'yjs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../test/clients.ts';
import { signUp, type TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';

const servers = makeServers();
let server: TestServer;
let db: pg.Pool;
let ada: TestPerson;
let bob: TestPerson;
let note_id: string;

beforeAll(async () => {
  const url = await servers.database();
  server = await servers.server({ DATABASE_URL: url, RATE_LIMIT_FACTOR: '100' });
  db = new pg.Pool({ connectionString: url });
  [ada, bob] = [await signUp(server.url, 'Ada'), await signUp(server.url, 'Bob')];
});
afterAll(() => db.end());
beforeEach(async () => {
  note_id = (await ada.createNote({ title: 'Discussed' })).id;
  await share(bob, 'commenter');
});

const share = (person: TestPerson, role: string) =>
  ada.api('POST', `/notes/${note_id}/members`, { email: person.email, role });

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();

async function start(person: TestPerson, text: string, more: object = {}, ids = newIds()) {
  const { status, body } = await person.api<{ thread: CommentThread; comment: Comment }>(
    'PUT',
    `/notes/${note_id}/threads/${ids.thread}`,
    { anchor: null, quote: null, comment: { id: ids.comment, text }, ...more },
  );
  return { ...ids, status, body };
}
const newIds = () => ({ thread: randomUUID(), comment: randomUUID() });

async function answer(person: TestPerson, thread: string, text: string, more: object = {}) {
  const comment = randomUUID();
  const path = `/notes/${note_id}/threads/${thread}/comments/${comment}`;
  const { status, body } = await person.api<Comment>('PUT', path, { text, ...more });
  return { comment, status, body };
}

const changeComment = (person: TestPerson, comment: string, change: object) =>
  person.api<Comment>('PATCH', `/notes/${note_id}/comments/${comment}`, change);
const moderate = (person: TestPerson, comment: string) =>
  person.api<Comment>('DELETE', `/notes/${note_id}/comments/${comment}`, {});
const changeThread = (person: TestPerson, thread: string, change: object) =>
  person.api<CommentThread>('PATCH', `/notes/${note_id}/threads/${thread}`, change);
const react = (person: TestPerson, comment: string, emoji: string, is_on: boolean, more: object = {}) =>
  person.api<Comment>('PUT', `/notes/${note_id}/comments/${comment}/reaction`, { emoji, is_on, ...more });

async function list(person: TestPerson, since = 0): Promise<Comments> {
  return (await person.api<Comments>('GET', `/notes/${note_id}/comments?since=${since}`)).body;
}
const texts = (comments: readonly Comment[]) => comments.map(({ text }) => text);

function position(clock: number): string {
  const bytes = Y.encodeRelativePosition(Y.createRelativePositionFromJSON({ item: { client: 7, clock } }));
  return Buffer.from(bytes).toString('base64');
}
const anchor = { runs: [[position(1), position(5)]], before: '', after: ' of it' };

describe('C1: who may say what', () => {
  it('who may comment begins threads and answers, though they may not write in the note', async () => {
    const { thread, status } = await start(bob, 'A question', { anchor, quote: 'each' });
    expect(status).toBe(200);
    expect((await answer(ada, thread, 'An answer')).status).toBe(200);
    const { threads, comments } = await list(bob);
    expect(threads).toMatchObject([{ id: thread, anchor, quote: 'each', created_by: bob.id }]);
    expect(comments).toMatchObject([
      { text: 'A question', author_id: bob.id },
      { text: 'An answer', author_id: ada.id },
    ]);
    expect((await bob.api('PATCH', `/notes/${note_id}`, { title: 'Mine' })).status).toBe(403);
  });

  it('edits and deletes only what they said themselves, and who moderates deletes the rest', async () => {
    const { comment } = await start(bob, 'By Bob');
    const { comment: other } = await start(ada, 'By Ada');
    expect((await changeComment(bob, other, { text: 'Mine' })).status).toBe(403);
    expect((await changeComment(bob, other, { deleted: true })).status).toBe(403);
    expect((await moderate(bob, other)).status).toBe(403);
    expect((await changeComment(ada, comment, { text: 'Mine' })).status).toBe(403);
    expect((await changeComment(ada, comment, { text: 'Mine', deleted: true })).status).toBe(403);
    expect((await changeComment(ada, comment, { deleted: true })).status).toBe(403);
    expect((await moderate(ada, comment)).body).toMatchObject({
      text: '',
      is_deleted: true,
      deleted_by: ada.id,
    });
    expect((await changeComment(bob, comment, { deleted: false })).status).toBe(403);
    expect((await changeComment(ada, comment, { deleted: false })).body.text).toBe('By Bob');
  });

  it('P3: who was made a viewer reads on, and says nothing more from that moment', async () => {
    const { thread, comment } = await start(bob, 'Before');
    await share(bob, 'viewer');
    const tries = [
      (await start(bob, 'After')).status,
      (await answer(bob, thread, 'After')).status,
      (await changeComment(bob, comment, { text: 'After' })).status,
      (await changeThread(bob, thread, { resolved: true })).status,
      (await react(bob, comment, '👍', true)).status,
    ];
    expect(tries).toEqual([403, 403, 403, 403, 403]);
    expect(texts((await list(bob)).comments)).toEqual(['Before']);
  });

  it('P3: an open socket of theirs closes, so that their page shows what they may do', async () => {
    const client = await servers.open(server, bob, note_id);
    const codes: number[] = [];
    client.provider.on('close', ({ event }: { event: { code: number } }) => codes.push(event.code));
    await share(bob, 'viewer');
    await until(() => codes.includes(4410), 'the socket closes');
  });

  it('nothing is said of a note in the trash, and all of it can be read', async () => {
    const { thread } = await start(bob, 'Before');
    await ada.api('PATCH', `/notes/${note_id}`, { trashed: true });
    expect((await start(ada, 'After')).status).toBe(403);
    expect((await answer(bob, thread, 'After')).status).toBe(403);
    expect(texts((await list(bob)).comments)).toEqual(['Before']);
  });

  it('an id is worth nothing in another note, where the same one is another thread', async () => {
    const ids = newIds();
    await start(ada, 'Here', {}, ids);
    const here = note_id;
    note_id = (await bob.createNote()).id;
    expect((await answer(bob, ids.thread, 'There')).status).toBe(404);
    expect((await changeThread(bob, ids.thread, { resolved: true })).status).toBe(404);
    expect((await start(bob, 'There', {}, ids)).status).toBe(200);
    note_id = here;
    expect(texts((await list(ada)).comments)).toEqual(['Here']);
  });
});

describe('C2: the latest act counts, and what is sent twice happens once', () => {
  it('a thread and an answer that are sent again are as they were', async () => {
    const first = await start(bob, 'Once');
    const again = await start(bob, 'Twice', {}, first);
    expect(again.body).toEqual(first.body);
    const path = `/notes/${note_id}/threads/${first.thread}/comments/${randomUUID()}`;
    const one = await ada.api('PUT', path, { text: 'Once' });
    expect((await ada.api('PUT', path, { text: 'Twice' })).body).toEqual(one.body);
    expect((await bob.api('PUT', path, { text: 'Stolen' })).status).toBe(409);
    expect((await start(ada, 'Stolen', {}, first)).status).toBe(409);
    const { rows } = await db.query(
      `select kind from notifications where note_id = $1 and kind <> 'share' order by id`,
      [note_id],
    );
    expect(rows).toEqual([{ kind: 'comment' }, { kind: 'reply' }]);
  });

  it('of edits, deletions, resolutions and reactions those that were done earlier change nothing', async () => {
    const { thread, comment } = await start(bob, 'First', { at: at(0) });
    await changeComment(bob, comment, { text: 'Third', at: at(3) });
    await changeComment(bob, comment, { text: 'Second', at: at(2) });
    await changeThread(ada, thread, { resolved: true, at: at(3) });
    await changeThread(bob, thread, { resolved: false, at: at(2) });
    await react(ada, comment, '🎉', false, { at: at(3) });
    await react(ada, comment, '🎉', true, { at: at(2) });
    await changeComment(bob, comment, { deleted: false, at: at(3) });
    await changeComment(bob, comment, { deleted: true, at: at(2) });
    const { threads, comments } = await list(ada);
    expect(threads).toMatchObject([{ is_resolved: true, resolved_by: ada.id }]);
    expect(comments).toMatchObject([{ text: 'Third', is_deleted: false, reactions: [] }]);
    await changeThread(bob, thread, { resolved: false, at: at(4) });
    await react(ada, comment, '🎉', true, { at: at(4) });
    const after = await list(ada);
    expect(after.threads).toMatchObject([{ is_resolved: false, resolved_by: null }]);
    expect(after.comments[0]?.reactions).toEqual([{ emoji: '🎉', person_ids: [ada.id] }]);
  });

  it('whoever sent what came too late is told how things are', async () => {
    const { thread } = await start(bob, 'Open', { at: at(0) });
    await changeThread(ada, thread, { resolved: true, at: at(5) });
    const { seq } = await list(bob);
    await changeThread(bob, thread, { resolved: false, at: at(3) });
    expect((await list(bob, seq)).threads).toMatchObject([{ id: thread, is_resolved: true }]);
  });

  it('an answer opens again what was resolved before it, and not what was resolved after', async () => {
    const { thread } = await start(bob, 'Question', { at: at(0) });
    await changeThread(ada, thread, { resolved: true, at: at(5) });
    await answer(bob, thread, 'Typed before that', { at: at(4) });
    expect((await list(bob)).threads[0]?.is_resolved).toBe(true);
    await answer(bob, thread, 'Not quite', { at: at(6) });
    expect((await list(bob)).threads[0]?.is_resolved).toBe(false);
  });

  it('a place can be told anew, and a time to come counts as now', async () => {
    const { thread } = await start(bob, 'Here', { anchor, quote: 'each', at: at(0) });
    const moved = { ...anchor, runs: [[position(20), position(25)]] };
    await changeThread(bob, thread, { anchor: moved, at: new Date(Date.now() + 86_400_000).toISOString() });
    await new Promise((resolve) => setTimeout(resolve, 2));
    await changeThread(bob, thread, { anchor });
    expect((await list(bob)).threads[0]?.anchor).toEqual(anchor);
  });
});

describe('C3: who has all up to a change misses nothing', () => {
  it('what changed since is told, each thing once, as it is now', async () => {
    const { thread, comment } = await start(bob, 'One');
    const { seq } = await list(ada);
    await changeComment(bob, comment, { text: 'One, edited' });
    await answer(ada, thread, 'Two');
    const news = await list(bob, seq);
    expect([news.threads, texts(news.comments)]).toEqual([[], ['One, edited', 'Two']]);
    expect(news.people.map(({ name }) => name).sort()).toEqual(['Ada', 'Bob']);
    expect(await list(bob, news.seq)).toMatchObject({ threads: [], comments: [], seq: news.seq });
  });

  it('many changes come page by page', async () => {
    const { thread } = await start(ada, 'First');
    await db.query(
      `insert into comments (note_id, id, thread_id, author_id, text, created_at, seq, created_seq)
       select $1, gen_random_uuid(), $2, $3, 'no. ' || i, now(), i, i from generate_series(3, 800) as i`,
      [note_id, thread, ada.id],
    );
    await db.query('update comment_counters set seq = 800 where note_id = $1', [note_id]);
    const seen: string[] = [];
    let [since, head] = [0, 1];
    while (since < head) {
      const page = await list(bob, since);
      seen.push(...texts(page.comments));
      [since, head] = [page.seq, page.head_seq];
    }
    expect([seen.length, new Set(seen).size]).toEqual([799, 799]);
  });

  it('writers at once get numbers that nobody skips', async () => {
    const { thread } = await start(ada, 'First');
    const writing = Array.from({ length: 20 }, (_, i) => answer(i % 2 ? ada : bob, thread, `no. ${i}`));
    let isWriting = true;
    const done = Promise.all(writing).finally(() => {
      isWriting = false;
    });
    const seen = new Set<string>();
    let since = 0;
    const look = async () => {
      const { comments, seq } = await list(bob, since);
      for (const text of texts(comments)) seen.add(text);
      since = seq;
    };
    while (isWriting) await look();
    await done;
    await look();
    expect(seen.size).toBe(21);
  });

  it('each person has seen as far as they say, on all devices, and not beyond what there is', async () => {
    await start(bob, 'One');
    const { seq, read_seq } = await list(ada);
    expect(read_seq).toBe(0);
    await ada.api('PUT', `/notes/${note_id}/comments/read`, { seq: 99 });
    await ada.api('PUT', `/notes/${note_id}/comments/read`, { seq: 1 });
    expect((await list(ada)).read_seq).toBe(seq);
    expect((await list(bob)).read_seq).toBe(0);
  });
});

describe('C4: what was deleted', () => {
  it('keeps its place without its words, and comes back for whoever deleted it', async () => {
    const { comment } = await start(bob, 'Regretted');
    await react(ada, comment, '👍', true);
    await changeComment(bob, comment, { deleted: true });
    expect((await list(ada)).comments).toMatchObject([{ text: '', is_deleted: true, reactions: [] }]);
    const { body } = await changeComment(bob, comment, { deleted: false });
    expect(body).toMatchObject({ text: 'Regretted', is_deleted: false });
    expect(body.reactions).toHaveLength(1);
  });

  it('has no words a day later, and does not come back', async () => {
    const { comment } = await start(bob, 'Regretted');
    await changeComment(bob, comment, { deleted: true });
    await db.query(`update comments set deleted_at = now() - interval '2 days' where id = $1`, [comment]);
    const url = db.options.connectionString as string;
    await servers.server({ DATABASE_URL: url });
    const words = async () =>
      (await db.query<{ text: string }>('select text from comments where id = $1', [comment])).rows[0]?.text;
    await until(async () => (await words()) === '', 'its words are gone');
    expect((await changeComment(bob, comment, { deleted: false })).status).toBe(409);
  });
});

describe('C5: what can be sent has limits', () => {
  const bad: [string, object][] = [
    ['no words', { comment: { id: randomUUID(), text: ' \n' } }],
    ['too many words', { comment: { id: randomUUID(), text: 'é'.repeat(5_001) } }],
    ['half a letter', { comment: { id: randomUUID(), text: '\ud800' } }],
    ['NUL', { comment: { id: randomUUID(), text: 'a\0' } }],
    ['a place without a quote', { anchor }],
    ['a place that is none', { anchor: { ...anchor, runs: [['CQ==', position(5)]] }, quote: 'each' }],
    [
      'a place that is large',
      { anchor: { ...anchor, runs: [['A'.repeat(400), position(5)]] }, quote: 'each' },
    ],
    ['many pieces', { anchor: { ...anchor, runs: Array(41).fill(anchor.runs[0]) }, quote: 'each' }],
    ['a long quote', { anchor, quote: 'x'.repeat(501) }],
  ];
  it.each(bad)('%s', async (_name, more) => {
    expect((await start(bob, 'Fine', more)).status).toBe(400);
    expect((await list(bob)).threads).toEqual([]);
  });

  it.each(['', 'a', '1', '👍👍', 'ok 👍'])('“%s” is no emoji', async (emoji) => {
    const { comment } = await start(bob, 'Fine');
    expect((await react(bob, comment, emoji, true)).status).toBe(400);
  });

  it.each(['👍', '❤️', '👍🏽', '🇩🇪', '1️⃣'])('%s is an emoji', async (emoji) => {
    const { comment } = await start(bob, 'Fine');
    expect((await react(bob, comment, emoji, true)).body.reactions).toMatchObject([{ emoji }]);
  });

  it('a comment takes twenty kinds of reactions', async () => {
    const { comment } = await start(bob, 'Fine');
    for (let i = 0; i < 20; i++) await react(bob, comment, String.fromCodePoint(0x1f600 + i), true);
    expect((await react(ada, comment, '🎉', true)).status).toBe(413);
    expect((await react(ada, comment, '😀', true)).status).toBe(200);
  });

  it('a thread takes 500 comments', async () => {
    const { thread } = await start(bob, 'First');
    await db.query(
      `insert into comments (note_id, id, thread_id, author_id, text, created_at, seq, created_seq)
       select $1, gen_random_uuid(), $2, $3, 'x', now(), 2, 2 from generate_series(2, 500)`,
      [note_id, thread, ada.id],
    );
    expect((await answer(bob, thread, 'One more')).status).toBe(413);
    expect((await start(bob, 'Elsewhere')).status).toBe(200);
  });
});

describe('C6: who is told', () => {
  const told = async (person: TestPerson) =>
    (
      await db.query<{ kind: string; by_id: string; details: object }>(
        `select kind, by_id, details from notifications
         where note_id = $1 and person_id = $2 and kind <> 'share' order by id`,
        [note_id, person.id],
      )
    ).rows;

  it('who is named, who takes part, and who follows the note: each once, nobody of what they did', async () => {
    const eve = await signUp(server.url, 'Eve');
    await share(eve, 'viewer');
    const mentions = [
      { id: eve.id, name: 'Eve' },
      { id: bob.id, name: 'Bob' },
    ];
    const comment = { id: randomUUID(), text: 'Look, @Eve', mentions };
    const { thread } = await start(bob, '', { comment });
    await answer(ada, thread, 'I see');
    const details = { thread_id: thread, comment_id: comment.id, excerpt: 'Look, @Eve' };
    expect(await told(eve)).toMatchObject([
      { kind: 'mention', by_id: bob.id, details },
      { kind: 'reply', by_id: ada.id },
    ]);
    expect(await told(ada)).toMatchObject([{ kind: 'comment', by_id: bob.id }]);
    expect(await told(bob)).toMatchObject([{ kind: 'reply', by_id: ada.id }]);
  });

  it('an edit tells those whom it names anew', async () => {
    const eve = await signUp(server.url, 'Eve');
    await share(eve, 'viewer');
    const { comment } = await start(bob, 'Look');
    const mentions = [{ id: eve.id, name: 'Eve' }];
    await changeComment(bob, comment, { text: 'Look, @Eve', mentions });
    await changeComment(bob, comment, { text: 'Do look, @Eve', mentions });
    expect((await told(eve)).map(({ kind }) => kind)).toEqual(['mention']);
  });

  it('nobody is told who may not read the note', async () => {
    const eve = await signUp(server.url, 'Eve');
    await start(bob, '', {
      comment: { id: randomUUID(), text: '@Eve', mentions: [{ id: eve.id, name: 'Eve' }] },
    });
    expect(await told(eve)).toEqual([]);
  });
});

it('C7: whoever has the note open hears of a change, on every instance', async () => {
  const { instances, ada: owner, note_id: id, clients } = await servers.scene(2);
  const heard = clients.map((client) => {
    const messages: string[] = [];
    client.provider.on('stateless', ({ payload }: { payload: string }) => messages.push(payload));
    return messages;
  });
  const body = { anchor: null, quote: null, comment: { id: randomUUID(), text: 'Hello' } };
  const person = owner.at((instances[1] as TestServer).url);
  await person.api('PUT', `/notes/${id}/threads/${randomUUID()}`, body);
  await until(() => heard.every((messages) => messages.length > 0), 'both hear of it');
  expect(heard).toEqual([[comments_changed], [comments_changed]]);
});

it('C8: words of comments are found with their note, and not when they are deleted', async () => {
  const search = async (person: TestPerson) =>
    (
      await person.api<{ results: { note_id: string; snippet: string; snippet_from: string }[] }>(
        'GET',
        '/search?q=zanzibar',
      )
    ).body.results;
  const eve = await signUp(server.url, 'Eve');
  const { comment } = await start(bob, 'What about Zanzibar?');
  await until(async () => (await search(bob)).length === 1, 'it is found');
  expect(await search(bob)).toMatchObject([
    { note_id, snippet: 'What about Zanzibar?', snippet_from: 'comment' },
  ]);
  expect(await search(eve)).toEqual([]);
  await changeComment(bob, comment, { deleted: true });
  await until(async () => (await search(bob)).length === 0, 'it is found no more');
});

it('C9: comments go with their note', async () => {
  await start(bob, 'Something');
  await db.query('delete from notes where id = $1', [note_id]);
  for (const table of ['comment_threads', 'comments', 'comment_counters']) {
    const { rows } = await db.query(`select 1 from ${table} where note_id = $1`, [note_id]);
    expect(rows).toEqual([]);
  }
});
