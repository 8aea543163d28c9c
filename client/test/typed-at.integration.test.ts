/**
 * H1: the history tells when something was typed that the server got later, from the device to the timeline of a real
 * server. Only the clocks of the devices are not real: they are hours behind.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { NoteHistory } from '@scriptorium/shared/api/history.ts';
import { expect, onTestFinished, test } from 'vitest';
import { typeParagraph, until } from '../../server/test/clients.ts';
import { signUp, type TestPerson } from '../../server/test/people.ts';
import { makeServers } from '../../server/test/servers.ts';
import { type Db, openPool } from '../../server/src/platform/db.ts';
import { makeLog } from '../../server/src/platform/log.ts';
import { Store } from '../src/sync/store.ts';
import { openBrowser, type TestBrowser, type TestTab } from './test-browser.ts';

const servers = makeServers();
const hour = 3_600_000;
const minute = 60_000;

test('H1: what was typed offline has the times of its typing and of its receipt, also once it is compacted', async () => {
  const { browser, clock, ada, note_id, database_url } = await story({ COMPACT_AFTER_UPDATES: '4' });
  const tab = browser.openTab({ noteId: note_id, now: clock.now });
  await until(() => tab.note.isInStep, 'the note is in step');
  browser.goOffline();
  clock.ms += minute;
  const typed_from = clock.ms;
  type(tab, 'a');
  clock.ms += 7 * minute;
  const typed_to = clock.ms;
  type(tab, 'b');
  clock.ms += hour;
  browser.goOnline();
  await until(() => tab.note.isInStep, 'it is back');

  const isTold = async () => {
    const [entry] = await timelineOf(ada, note_id);
    expect(entry).toMatchObject({ offline: true, ...times(typed_from, typed_to) });
    expect(Date.parse(entry?.ended_at ?? '')).toBeGreaterThan(typed_to + hour);
  };
  await isTold();
  await tab.close();
  await inDatabase(database_url, async (db) => {
    const logged = async () =>
      (await db.query('select 1 from document_log where note_id = $1', [note_id])).rowCount;
    await until(async () => (await logged()) === 0, 'it is compacted');
  });
  await isTold();
});

test('H1: what is typed afterwards, with a connection, is told as it was', async () => {
  const { browser, clock, ada, note_id, database_url } = await story();
  const tab = browser.openTab({ noteId: note_id, now: clock.now });
  browser.goOffline();
  await tab.note.loaded;
  type(tab, 'a');
  browser.goOnline();
  await until(() => tab.note.isInStep, 'it is back');
  type(tab, 'b');
  await until(() => tab.note.isInStep, 'all is saved');
  await inDatabase(database_url, async (db) => {
    const { rows } = await db.query<{ is_typed: boolean }>(
      'select typed_from is not null as is_typed from document_log where note_id = $1 order by first_seq',
      [note_id],
    );
    expect(rows.map(({ is_typed }) => is_typed).slice(-2)).toEqual([true, false]);
  });
  expect(await timelineOf(ada, note_id)).toHaveLength(1);
});

test('H1: the times of typing outlive a cold restart', async () => {
  const { browser, clock, ada, note_id } = await story();
  browser.goOffline();
  const before = browser.openTab({ noteId: note_id, now: clock.now });
  await before.note.loaded;
  const typed = clock.ms;
  type(before, 'a');
  await before.note.written();
  before.kill();
  clock.ms += hour;
  browser.goOnline();
  const after = browser.openTab({ noteId: note_id, now: clock.now });
  await until(() => after.note.isInStep, 'it is in step');
  expect(await timelineOf(ada, note_id)).toMatchObject([{ offline: true, ...times(typed, typed) }]);

  // It waits no more: the next visit has nothing to tell.
  await after.note.written();
  await after.close();
  const last = browser.openTab({ noteId: note_id, now: clock.now });
  const told = listen(last);
  await until(() => last.note.isInStep, 'it is in step again');
  expect(told).toEqual([]);
});

test('H1: it does not matter which tab sends what was typed offline', async () => {
  const { browser, clock, ada, note_id } = await story();
  const [types, sends] = [0, 1].map(() => browser.openTab({ noteId: note_id, now: clock.now })) as [
    TestTab,
    TestTab,
  ];
  await until(() => types.note.isInStep && sends.note.isInStep, 'both are in step');
  browser.goOffline();
  clock.ms += minute;
  const typed = clock.ms;
  type(types, 'a');
  await until(() => textOf(sends) === 'a', 'the other tab has it');
  types.kill();
  clock.ms += hour;
  browser.goOnline();
  await until(() => sends.note.isInStep, 'the other tab is in step');
  expect(await timelineOf(ada, note_id)).toMatchObject([{ offline: true, ...times(typed, typed) }]);
});

test('H1: a tab that comes back later than another one has nothing to tell that is not so', async () => {
  const { browser, clock, ada, note_id } = await story();
  browser.goOffline();
  const tabs = [0, 1].map(() => browser.openTab({ noteId: note_id, now: clock.now })) as [TestTab, TestTab];
  await Promise.all(tabs.map(({ note }) => note.loaded));
  const typed_from = clock.ms;
  type(tabs[0], 'a');
  await until(() => textOf(tabs[1]) === 'a', 'the other tab has it');
  clock.ms += minute;
  type(tabs[1], 'b');
  const typed_to = clock.ms;
  await until(() => textOf(tabs[0]) === textOf(tabs[1]), 'so has the first');
  clock.ms += hour;
  browser.goOnline();
  await until(() => tabs.every(({ note }) => note.isInStep), 'both are in step');
  expect(await timelineOf(ada, note_id)).toMatchObject([{ offline: true, ...times(typed_from, typed_to) }]);
});

test('H1: a note that was made offline tells when it was written', async () => {
  const { browser, clock, ada } = await story();
  const noteId = crypto.randomUUID();
  const made = new Store({ is: false });
  browser.goOffline();
  const tab = browser.openTab({
    noteId,
    now: clock.now,
    isMade: { get: () => made.get().is, subscribe: made.subscribe },
  });
  await tab.note.loaded;
  const typed = clock.ms;
  type(tab, 'a');
  clock.ms += hour;
  browser.goOnline();
  await ada.createNote({ id: noteId });
  made.set({ is: true });
  await until(() => tab.note.isInStep, 'it is in step');
  expect((await timelineOf(ada, noteId))[0]).toMatchObject({ offline: true, ...times(typed, typed) });
});

test('H1: what a silent network swallowed is told, too, though nobody knew that there was none', async () => {
  const { browser, clock, ada, note_id } = await story();
  const tab = browser.openTab({ noteId: note_id, now: clock.now });
  await until(() => tab.note.isInStep, 'the note is in step');
  browser.stall();
  const typed = clock.ms;
  type(tab, 'a');
  clock.ms += minute;
  browser.goOnline();
  await until(() => tab.note.isInStep, 'it is back');
  expect(await timelineOf(ada, note_id)).toMatchObject([{ offline: true, ...times(typed, typed) }]);
});

test('H1: live typing says nothing of times, nor does a connection that breaks between two letters', async () => {
  const { browser, clock, ada, note_id, database_url } = await story();
  const tab = browser.openTab({ noteId: note_id, now: clock.now });
  const told = listen(tab);
  type(tab, 'a');
  await until(() => tab.note.isInStep, 'the note is in step');
  for (const letter of 'bcd') {
    clock.ms += minute;
    type(tab, letter);
  }
  await until(() => tab.note.isInStep, 'all is saved');
  browser.drop();
  await until(() => !tab.note.isInStep, 'the connection is gone');
  await until(() => tab.note.isInStep, 'it is back');
  expect(told).toEqual([]);
  expect(await timelineOf(ada, note_id)).toMatchObject([
    { offline: false, typed_from: null, typed_to: null },
  ]);
  await inDatabase(database_url, async (db) => {
    const { rows } = await db.query('select 1 from document_log where typed_from is not null');
    expect(rows).toEqual([]);
  });
});

test('H1: somebody who types on and on is not told as offline when the connection breaks for a moment', async () => {
  const { browser, clock, note_id } = await story();
  const tab = browser.openTab({ noteId: note_id, now: clock.now });
  await until(() => tab.note.isInStep, 'the note is in step');
  const told = listen(tab);
  // Quicker than acks come, so that something waits all the time.
  for (let letters = 0; letters < 1_000; letters++) {
    clock.ms += 20;
    type(tab, 'a');
    await sleep(1);
  }
  browser.drop();
  await until(() => !tab.note.isInStep, 'the connection is gone');
  await until(() => tab.note.isInStep, 'it is back');
  expect(told).toEqual([]);
});

test('H1: a stock client, which says nothing of times, works as before', async () => {
  const { server, ada, note_id } = await story();
  const client = await servers.open(server, ada, note_id);
  client.disconnect();
  typeParagraph(client, 'offline');
  client.reconnect();
  await until(async () => (await ada.text(note_id)).includes('offline'), 'it is in the note');
  expect(await timelineOf(ada, note_id)).toMatchObject([
    { offline: false, typed_from: null, typed_to: null },
  ]);
});

async function story(env: Record<string, string> = {}) {
  const database_url = await servers.database();
  const server = await servers.server({ DATABASE_URL: database_url, ...env });
  const ada = await signUp(server.url, 'Ada');
  const { id: note_id } = await ada.createNote();
  const browser: TestBrowser = await openBrowser(server.url, ada);
  onTestFinished(() => browser.close());
  const clock = { ms: Date.now() - 5 * hour, now: () => clock.ms };
  return { database_url, server, ada, note_id, browser, clock };
}

/** Its sittings. That the note got a title is an entry of its own. */
async function timelineOf(person: TestPerson, noteId: string): Promise<NoteHistory['entries']> {
  const { body } = await person.api<NoteHistory>('GET', `/notes/${noteId}/history`);
  return body.entries.filter(({ kind }) => kind === 'sitting');
}

async function inDatabase(url: string, work: (db: Db) => Promise<unknown>): Promise<void> {
  const db = openPool(url, makeLog('silent'));
  await work(db).finally(() => db.end());
}

function times(from: number, to: number) {
  return { typed_from: new Date(from).toISOString(), typed_to: new Date(to).toISOString() };
}

/** @returns the stateless messages that it sends from now on */
function listen({ note }: TestTab): unknown[] {
  const told: unknown[] = [];
  const send = note.provider.sendStateless.bind(note.provider);
  note.provider.sendStateless = (payload) => {
    told.push(payload);
    send(payload);
  };
  return told;
}

function type({ note }: TestTab, text: string): void {
  const title = note.doc.getText('title');
  title.insert(title.length, text);
}

function textOf({ note }: TestTab): string {
  return note.doc.getText('title').toString();
}
