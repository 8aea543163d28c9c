/** What the tab that leads does for notes that nobody has open, against a real server. */
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { until } from '../../server/test/clients.ts';
import { signUp } from '../../server/test/people.ts';
import { makeServers } from '../../server/test/servers.ts';
import { Background, type RecentNote } from '../src/sync/background.ts';
import { Store } from '../src/sync/store.ts';
import { openBrowser, type TestTab } from './test-browser.ts';

const servers = makeServers();

test('O3: what waits in notes that are closed is sent, and their rows say so', async () => {
  const { browser, ada, notes } = await story(3);
  const [first, second, third] = notes as [RecentNote, RecentNote, RecentNote];
  browser.goOffline();
  const tab = browser.openTab({ noteId: first.id });
  await type(tab, first.id, 'one');
  await type(tab, second.id, 'two');
  await tab.close();
  expect([...browser.rows.values()].map(({ waiting }) => waiting > 0)).toEqual([true, true]);

  browser.goOnline();
  const next = browser.openTab({ noteId: third.id });
  lead(next, []);
  await until(async () => (await ada.text(first.id)).includes('one'), 'the first is sent');
  await until(async () => (await ada.text(second.id)).includes('two'), 'the second is sent');
  const waiting = () => [...browser.rows.values()].filter((row) => row.waiting > 0);
  await until(() => waiting().length === 0, 'the rows say that nothing waits');
});

test('O1: notes that changed lately are fetched ahead, and are there without a network', async () => {
  const { browser, ada, notes } = await story(3);
  const [open, ...others] = notes as [RecentNote, RecentNote, RecentNote];
  const tab = browser.openTab({ noteId: open.id });
  lead(tab, others);
  const { documents } = tab.connection;
  expect(documents.availability(others[0]?.id ?? '').get()).toBe('none');
  await until(() => others.every(({ id }) => documents.availability(id).get() === 'here'), 'they are here');
  await tab.close();

  browser.goOffline();
  for (const { id } of others) {
    const offline = browser.openTab({ noteId: id });
    await until(() => offline.note.status.get().isLoaded, 'it opens');
    expect(offline.note.doc.getText('title').toString()).toMatch(/^Note \d$/);
    await offline.close();
  }
  expect(ada.name).toBe('Ada');
});

test('short of room, nothing is fetched that is not pinned, and what is closed and unpinned goes, unless it waits', async () => {
  const { browser, notes } = await story(3);
  const [open, pinned, old] = notes as [RecentNote, RecentNote, RecentNote];
  const before = browser.openTab({ noteId: old.id });
  await until(() => before.note.isInStep, 'the old one is here');
  await until(() => browser.rows.has(old.id), 'and in the list');
  await before.close();

  const tab = browser.openTab({ noteId: open.id });
  tab.surroundings.storage = { estimate: async () => ({ usage: 9, quota: 10 }), persist: async () => true };
  await tab.connection.documents.loaded;
  await tab.connection.documents.pin(pinned.id, true);
  lead(tab, notes);
  const { documents } = tab.connection;
  await until(() => documents.row(pinned.id).synced_at !== null, 'the pinned one is fetched');
  await until(() => documents.availability(old.id).get() === 'none', 'the old one goes');
  expect(documents.availability(pinned.id).get()).toBe('pinned');
  expect(tab.connection.isOpen(open.id)).toBe(true);
});

async function story(count: number) {
  const server = await servers.server({ DATABASE_URL: await servers.database() });
  const ada = await signUp(server.url, 'Ada');
  const notes: RecentNote[] = [];
  for (let index = 1; index <= count; index++) notes.push(await ada.createNote({ title: `Note ${index}` }));
  const browser = await openBrowser(server.url, ada);
  onTestFinished(() => browser.close());
  return { browser, ada, notes };
}

async function type({ connection }: TestTab, noteId: string, text: string): Promise<void> {
  const note = connection.open(noteId);
  await note.loaded;
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(text)]);
  note.doc.getXmlFragment('default').insert(0, [paragraph]);
  await note.written();
  connection.close(note);
}

function lead({ connection, surroundings }: TestTab, notes: RecentNote[]): void {
  const leading = new AbortController();
  onTestFinished(() => leading.abort());
  const recent = new Store({ notes });
  const background = new Background({
    connection,
    surroundings,
    notes: { get: () => recent.get().notes, subscribe: recent.subscribe },
  });
  void background.run(leading.signal);
}
