/** When a note is said to be saved, against a real server: what the random runs found, each told alone. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { until } from '../../server/test/clients.ts';
import { signUp } from '../../server/test/people.ts';
import { makeServers } from '../../server/test/servers.ts';
import { openBrowser, type TestTab } from './test-browser.ts';

const servers = makeServers();

test('D1: a letter counts from the moment it is typed: in between, nothing says that it is saved', async () => {
  const { browser, note_id } = await story();
  const tab = browser.openTab({ noteId: note_id });
  await until(() => tab.note.isInStep, 'the note is in step');
  const { savedAt } = tab.note.status.get();
  await sleep(2);
  const seen: boolean[] = [];
  onTestFinished(
    tab.note.status.subscribe(() =>
      seen.push(tab.note.isInStep || tab.note.status.get().savedAt !== savedAt),
    ),
  );
  type(tab, 'a');
  expect(seen).not.toContain(true);
  expect(seen.length).toBeGreaterThan(0);
});

test('D1: on a device, a letter is not called kept before it is written', async () => {
  const { browser, note_id } = await story();
  const tab = browser.openTab({ noteId: note_id });
  browser.goOffline();
  await tab.note.loaded;
  type(tab, 'a');
  await until(() => tab.note.status.get().sync.word === 'saved_on_device', 'it is kept');
  const words: string[] = [];
  onTestFinished(tab.note.status.subscribe(() => words.push(tab.note.status.get().sync.word)));
  type(tab, 'b');
  expect(words).toEqual(['saving']);
});

test('O3: a tab that heard half of what a killed one wrote is in step with the server again', async () => {
  const { browser, note_id } = await story();
  const [stays, dies] = [browser.openTab({ noteId: note_id }), browser.openTab({ noteId: note_id })];
  await until(() => stays.note.isInStep && dies.note.isInStep, 'both are in step');
  // The first letter goes to the server only, and gets lost; the second one goes to the other tab.
  browser.stall();
  type(dies, 'a');
  browser.goOffline();
  type(dies, 'b');
  await until(() => stays.note.status.get().sync.word !== 'saved', 'the other tab has heard of it');
  dies.kill();
  type(stays, 'c');
  browser.goOnline();
  await until(() => stays.note.isInStep, 'the other tab is in step');
  expect(stays.note.doc.getText('title').toString()).toContain('c');
});

test('D1: what was to be tried again is not tried a second time on a connection that stands', async () => {
  const { browser, note_id } = await story();
  browser.tokensRefused = 1;
  const tab = browser.openTab({ noteId: note_id });
  let opened = 0;
  tab.note.provider.on('open', () => {
    opened += 1;
  });
  await until(() => opened === 1 && browser.tokensRefused === 0, 'there was no token');
  browser.drop();
  await until(() => tab.note.isInStep, 'the note is in step');
  const before = opened;
  // The longest that a first attempt waits is 500 ms.
  await sleep(700);
  expect(opened).toBe(before);
});

async function story() {
  const server = await servers.server({ DATABASE_URL: await servers.database() });
  const ada = await signUp(server.url, 'Ada');
  const { id: note_id } = await ada.createNote();
  const browser = await openBrowser(server.url, ada);
  onTestFinished(() => browser.close());
  return { browser, note_id };
}

function type(tab: TestTab, text: string): void {
  const title = tab.note.doc.getText('title');
  title.insert(title.length, text);
}
