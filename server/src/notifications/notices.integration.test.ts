/** Who is told what, on real servers: following, being named, the list, and what happened in a workspace. */
import type { ActivityPage } from '@scriptorium/shared/api/activity.ts';
import type { Note } from '@scriptorium/shared/api/notes.ts';
import type { Notification, NotificationList } from '@scriptorium/shared/api/notifications.ts';
import { notified_message } from '@scriptorium/shared/protocol/notified.ts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type HocuspocusClient, type TestClient, typeParagraph, until } from '../../test/clients.ts';
import { signUp, type TestPerson } from '../../test/people.ts';
import { makeServers } from '../../test/servers.ts';
import type { TestServer } from '../../test/start-server.ts';
import { forgetOld } from './keep.ts';

const servers = makeServers();
let db: pg.Pool;
let server: TestServer;
let ada: TestPerson;
let bob: TestPerson;
let eve: TestPerson;
let workspace_id: string;

beforeAll(async () => {
  const url = await servers.database();
  server = await servers.server({ DATABASE_URL: url });
  db = new pg.Pool({ connectionString: url });
});

afterAll(() => db.end());

/** Ada's workspace, with Bob in it; Eve is a stranger. */
beforeEach(async () => {
  ada = await signUp(server.url, 'Ada');
  bob = await signUp(server.url, 'Bob');
  eve = await signUp(server.url, 'Eve');
  workspace_id = (await ada.api<{ id: string }>('POST', '/workspaces', { name: 'Team' })).body.id;
  await let_in(bob, 'editor');
});

async function let_in(person: TestPerson, role: string): Promise<void> {
  await db.query('insert into workspace_members (workspace_id, person_id, role) values ($1, $2, $3)', [
    workspace_id,
    person.id,
    role,
  ]);
}

const list = async (person: TestPerson, query = ''): Promise<NotificationList> =>
  (await person.api<NotificationList>('GET', `/notifications${query}`)).body;
const told = async (person: TestPerson) =>
  (await list(person)).notifications.map(({ kind, note, is_read }) => [kind, note.title, is_read]);
const makeNote = (title: string): Promise<Note> => ada.createNote({ title, workspace_id });

/** Everything that was changed so far has been looked at. */
const settled = () =>
  until(async () => {
    const { rows } = await db.query(
      'select 1 from search_queue union all select 1 from notice_queue limit 1',
    );
    return rows.length === 0;
  }, 'everybody is told');

async function write(person: TestPerson, note_id: string, text: string): Promise<void> {
  const client = await servers.open(server, person, note_id);
  typeParagraph(client, text);
  await leave(client);
}

/** Everything is saved, and told. */
async function leave(client: HocuspocusClient): Promise<void> {
  await client.saved();
  client.close();
  await settled();
}

function mention({ doc, body }: Pick<TestClient, 'doc' | 'body'>, person: TestPerson, before = 'Ask '): void {
  doc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph');
    const named = new Y.XmlElement('mention');
    named.setAttribute('id', person.id);
    named.setAttribute('label', person.name);
    paragraph.insert(0, [new Y.XmlText(before), named]);
    body.insert(body.length, [paragraph]);
  });
}

/** Shown as present, or not any more, and known to be. */
async function setPresent(
  { provider }: HocuspocusClient,
  { id }: TestPerson,
  isPresent: boolean,
): Promise<void> {
  provider.awareness?.setLocalState(isPresent ? {} : null);
  const condition = isPresent ? 'looking_until > now()' : 'looking_until <= now()';
  await until(
    async () =>
      (await db.query(`select 1 from note_visits where person_id = $1 and ${condition}`, [id])).rowCount ===
      1,
    isPresent ? 'they look' : 'they do not look any more',
  );
}

/** As if all of it had been so much longer ago. */
async function age(interval: string): Promise<void> {
  await db.query(
    `update notifications set created_at = created_at - $1::interval, read_at = read_at - $1::interval`,
    [interval],
  );
  await db.query(`update activity set began_at = began_at - $1::interval, at = at - $1::interval`, [
    interval,
  ]);
}

it('NT1: whoever makes a note, or writes in it, follows it, unless they ever said no', async () => {
  const { id } = await makeNote('Plan');
  await settled();
  const follows = async (person: TestPerson) =>
    (await person.api<{ follows: boolean }>('GET', `/notes/${id}/follow`)).body.follows;
  expect([await follows(ada), await follows(bob)]).toEqual([true, false]);
  await write(bob, id, 'Hello');
  expect(await follows(bob)).toBe(true);
  expect((await bob.api('DELETE', `/notes/${id}/follow`)).body).toEqual({ follows: false });
  await write(bob, id, 'Hello again');
  expect(await follows(bob)).toBe(false);
  expect((await bob.api('PUT', `/notes/${id}/follow`)).body).toEqual({ follows: true });
  expect((await eve.api('PUT', `/notes/${id}/follow`)).status).toBe(404);
});

it('NT2: who follows a note is told once of a sitting of somebody else, and never of their own', async () => {
  const { id } = await makeNote('Plan');
  await settled();
  await write(bob, id, 'One');
  await write(bob, id, 'Two');
  expect(await told(ada)).toEqual([['change', 'Plan', false]]);
  expect((await list(ada)).notifications[0]?.people).toEqual([{ id: bob.id, name: 'Bob' }]);
  expect(await told(bob)).toEqual([]);
  // Read, and gone on within the same sitting.
  await ada.api('POST', '/notifications/read', { note_id: id });
  await write(bob, id, 'Three');
  expect(await told(ada)).toEqual([['change', 'Plan', true]]);
  // Another day.
  await age('2 hours');
  await write(bob, id, 'Four');
  expect(await told(ada)).toEqual([
    ['change', 'Plan', false],
    ['change', 'Plan', true],
  ]);
});

it('NT2: what was not read is told once, of all who have changed the note since', async () => {
  const carol = await signUp(server.url, 'Carol');
  await let_in(carol, 'editor');
  const { id } = await makeNote('Plan');
  await settled();
  await write(bob, id, 'One');
  await write(carol, id, 'Two');
  await age('2 hours');
  await write(carol, id, 'Three');
  const { notifications, unread } = await list(ada);
  expect(notifications.map(({ people }) => people.map(({ name }) => name))).toEqual([['Carol', 'Bob']]);
  expect(unread).toBe(1);
});

it('NT2: nobody is told of what they look at; a device in the background does not look', async () => {
  const { id } = await makeNote('Plan');
  await settled();
  const adas = await servers.open(server, ada, id);
  await setPresent(adas, ada, true);
  // She has looked for longer than a visit is taken to last without a word of it.
  await db.query(`update note_visits set looking_until = now() - interval '1 minute'`);
  await write(bob, id, 'While Ada looks');
  expect(await told(ada)).toEqual([]);
  await setPresent(adas, ada, false);
  await write(bob, id, 'Only in the background');
  expect(await told(ada)).toEqual([['change', 'Plan', false]]);
});

it('NT3: whoever is named in the text is told once, by whom and how it begins, also when it was typed offline', async () => {
  const { id } = await makeNote('Plan');
  const adas = await servers.open(server, ada, id);
  adas.disconnect();
  mention(adas, bob, 'The date is up to ');
  mention(adas, eve);
  mention(adas, ada);
  adas.reconnect();
  await adas.saved();
  await settled();
  const { notifications } = await list(bob);
  expect(notifications).toMatchObject([
    { kind: 'mention', people: [{ name: 'Ada' }], excerpt: 'The date is up to @Bob', note: { id } },
  ]);
  // A stranger hears nothing, and nobody of what they wrote themselves.
  expect([await told(eve), await told(ada)]).toEqual([[], []]);
  // Again in the same sitting.
  mention(adas, bob);
  await leave(adas);
  expect(await told(bob)).toHaveLength(1);
  await age('2 hours');
  const again = await servers.open(server, ada, id);
  mention(again, bob, 'Once more, ');
  await leave(again);
  expect((await list(bob)).notifications.map(({ excerpt }) => excerpt)).toEqual([
    'Once more, @Bob',
    'The date is up to @Bob',
  ]);
});

it('NT3: of two who write at once, whoever wrote the mention named them', async () => {
  const carol = await signUp(server.url, 'Carol');
  await let_in(carol, 'editor');
  const { id } = await makeNote('Plan');
  await settled();
  const [adas, carols] = [await servers.open(server, ada, id), await servers.open(server, carol, id)];
  typeParagraph(adas, 'Text of Ada');
  mention(carols, bob);
  await adas.saved();
  await leave(carols);
  adas.close();
  expect((await list(bob)).notifications[0]?.people).toEqual([{ id: carol.id, name: 'Carol' }]);
});

it('NT3: what is brought back or copied names nobody anew', async () => {
  const { id } = await makeNote('Plan');
  const adas = await servers.open(server, ada, id);
  mention(adas, bob);
  await adas.saved();
  await settled();
  const { head_seq } = (await ada.api<{ head_seq: number }>('GET', `/notes/${id}/history`)).body;
  adas.body.delete(0, adas.body.length);
  await leave(adas);
  await age('2 hours');
  expect((await ada.api('POST', `/notes/${id}/history/${head_seq}/restore`)).status).toBe(200);
  await settled();
  const copy = (await ada.api<{ id: string }>('POST', `/notes/${id}/history/${head_seq}/copy`)).body;
  await settled();
  expect(await ada.text(copy.id)).toContain('@Bob');
  expect(await told(bob)).toHaveLength(1);
});

it('NT4: the list has what may still be read, of the kinds that are wanted, page by page', async () => {
  const notes = await Promise.all(['One', 'Two', 'Three'].map(makeNote));
  await settled();
  for (const { id } of notes) await write(bob, id, 'Text');
  const first = await list(ada, '?limit=2');
  expect(first.notifications.map(({ note }) => note.title)).toEqual(['Three', 'Two']);
  expect(first.unread).toBe(3);
  const second = await list(ada, `?limit=2&before=${first.next}`);
  expect(second.notifications.map(({ note }) => note.title)).toEqual(['One']);
  expect(second.next).toBeNull();

  const [newest] = first.notifications as [Notification];
  expect((await ada.api('POST', '/notifications/read', { ids: [newest.id] })).body).toEqual({ unread: 2 });
  expect((await list(ada, '?unread=true')).notifications).toHaveLength(2);
  // Of others' notifications nobody reads or changes anything.
  await bob.api('POST', '/notifications/read', { up_to: newest.id });
  expect((await ada.api('GET', '/notifications/unread')).body).toEqual({ unread: 2 });
  await ada.api('POST', '/notifications/read', { up_to: newest.id });
  expect((await list(ada)).unread).toBe(0);

  const { may_mail: _, ...preferences } = (
    await ada.api<{ may_mail: boolean }>('GET', '/notifications/preferences')
  ).body;
  await ada.api('PUT', '/notifications/preferences', { ...preferences, hidden: ['change'] });
  expect((await list(ada)).notifications).toEqual([]);
});

it('NT4: who may not read the note any more has nothing of it left', async () => {
  const { id } = await makeNote('Secret plan');
  const adas = await servers.open(server, ada, id);
  mention(adas, bob);
  await leave(adas);
  expect(await told(bob)).toHaveLength(1);
  await ada.api('DELETE', `/workspaces/${workspace_id}/members/${bob.id}`);
  expect(await list(bob)).toEqual({ notifications: [], unread: 0, next: null });
  // And is told nothing new, though they follow it.
  await db.query('insert into note_followers (note_id, person_id, follows) values ($1, $2, true)', [
    id,
    bob.id,
  ]);
  await write(ada, id, 'More');
  const { rows } = await db.query('select 1 from notifications where person_id = $1', [bob.id]);
  expect(rows).toHaveLength(1);
});

it('NT4: open devices hear within a moment that there is something, and that it was read elsewhere', async () => {
  const [{ id }, other] = [await makeNote('Plan'), await makeNote('Elsewhere')];
  const bobs = await servers.open(server, bob, other.id);
  let heard = 0;
  bobs.provider.on('stateless', ({ payload }: { payload: string }) => {
    if (payload === notified_message) heard += 1;
  });
  const adas = await servers.open(server, ada, id);
  mention(adas, bob);
  await until(() => heard === 1, 'Bob hears that he was named');
  expect((await bob.api('GET', '/notifications/unread')).body).toEqual({ unread: 1 });
  await bob.api('POST', '/notifications/read', { note_id: id });
  await until(() => heard === 2, 'his devices hear that he read it');
});

it('NT6: activity tells who did what, in notes that the caller may read, the newest first', async () => {
  const { id } = await makeNote('Plan');
  await write(bob, id, 'One');
  await write(bob, id, 'Two');
  await ada.api('POST', `/notes/${id}/versions`, { seq: 1, name: 'First' });
  await bob.api('PATCH', `/notes/${id}`, { trashed: true });
  await bob.api('PATCH', `/notes/${id}`, { trashed: false });
  const path = `/workspaces/${workspace_id}/activity`;
  const activity = async (query = '') => (await bob.api<ActivityPage>('GET', `${path}${query}`)).body;
  const all = await activity();
  expect(all.entries.map(({ kind, person, name }) => [kind, person?.name, name])).toEqual([
    ['restore', 'Bob', null],
    ['trash', 'Bob', null],
    ['version', 'Ada', 'First'],
    ['write', 'Bob', null],
    ['write', 'Ada', null],
    ['create', 'Ada', null],
  ]);
  expect(all.entries[3]).toMatchObject({
    from_seq: 2,
    to_seq: 3,
    note: { id, title: 'Plan', follows: true },
  });
  expect((await activity(`?person_id=${ada.id}`)).entries).toHaveLength(3);
  expect((await activity(`?since=${all.entries[2]?.at}`)).entries.map(({ kind }) => kind)).toEqual([
    'restore',
    'trash',
  ]);
  const pages: number[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const page: ActivityPage = await activity(`?limit=2${next && `&before=${next}`}`);
    pages.push(...page.entries.map(({ id: number }) => number));
    next = page.next;
  }
  expect(pages).toEqual(all.entries.map(({ id: number }) => number));
  expect((await eve.api('GET', path)).status).toBe(404);
});

it('NT6: a visit tells when the one before it was', async () => {
  const path = `/workspaces/${workspace_id}/activity/visit`;
  expect((await ada.api('POST', path)).body).toEqual({ since: null });
  await db.query(`update activity_visits set seen_at = '2026-11-01T10:00:00Z'`);
  expect((await ada.api('POST', path)).body).toEqual({ since: '2026-11-01T10:00:00.000Z' });
  expect((await ada.api('POST', path)).body).toEqual({ since: '2026-11-01T10:00:00.000Z' });
});

it('NT6 H5: with a purged history goes who wrote when, and what they were told of it', async () => {
  const { id } = await makeNote('Plan');
  const adas = await servers.open(server, ada, id);
  mention(adas, bob, 'A secret for ');
  await leave(adas);
  expect((await ada.api('DELETE', `/notes/${id}/history`)).status).toBe(200);
  expect((await list(bob)).notifications).toMatchObject([{ kind: 'mention', excerpt: null }]);
  const { body } = await ada.api<ActivityPage>('GET', `/workspaces/${workspace_id}/activity`);
  expect(body.entries.map(({ kind }) => kind)).toEqual(['create']);
});

it('NT7: what was read long ago goes, and of too many the oldest', async () => {
  const { id } = await makeNote('Plan');
  const insert = (count: number, read_days: number | null) =>
    db.query(
      `insert into notifications (person_id, kind, note_id, created_at, read_at)
       select $1, 'share', $2, now() - make_interval(days => coalesce($4, 0)), case when $4::int is not null then now() end
       from generate_series(1, $3::int)`,
      [bob.id, id, count, read_days],
    );
  const counted = async () =>
    (
      await db.query<{ count: number }>(
        'select count(*)::int as count from notifications where person_id = $1',
        [bob.id],
      )
    ).rows[0]?.count;
  await insert(3, 91);
  await insert(2, 89);
  await forgetOld(db);
  expect(await counted()).toBe(2);
  await insert(1_005, null);
  await forgetOld(db);
  expect(await counted()).toBe(1_000);
});
