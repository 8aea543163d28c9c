import type { Page } from '@playwright/test';
import { signUp, type TestPerson } from '../../server/test/people.ts';
import { test as base, expect } from './support/app.ts';
import { type Door, openDoor } from './support/next-version.ts';
import { expectSaved, openNote, syncWord, textOf, titleOf, typeAtEnd } from './support/note-page.ts';
import { appIsStored, type OwnBrowser, openBrowser } from './support/own-browser.ts';

interface Fixtures {
  person: TestPerson;
  browserOf: OwnBrowser;
  door: Door;
}

const test = base.extend<Fixtures>({
  person: async ({ server }, use) => use(await signUp(server.url, 'Ada')),
  browserOf: async ({ server, person, launchOptions }, use) => {
    const own = await openBrowser(launchOptions, person, server.url);
    await use(own);
    await own.close();
  },
  door: async ({ server }, use) => {
    const door = await openDoor(server.url);
    await use(door);
    await door.close();
  },
});

test('O1: with the server gone and the browser closed, the app opens, and the note in it can be written', async ({
  server,
  person,
  browserOf: browser,
}) => {
  const note = await person.createNote({ title: 'Kept here' });
  const first = await browser.page();
  await openNote(first, note.id);
  await typeAtEnd(first, 'online ');
  await expectSaved(first);
  await appIsStored(first);

  await server.kill9();
  await browser.closeAndOpen();
  const second = await browser.page();
  // By a link to it.
  await openNote(second, note.id);
  await expect(titleOf(second)).toHaveValue('Kept here');
  await expect(second.getByRole('navigation', { name: 'Notes' })).toContainText('Kept here');
  await typeAtEnd(second, 'offline ');
  await expect(syncWord(second)).toHaveAttribute('data-sync', /saved_on_device|offline/);
  await expect(second.getByText('The server cannot be reached')).toBeHidden();

  await browser.closeAndOpen();
  await browser.context.setOffline(true);
  const third = await browser.page();
  await third.goto('/');
  await expect(textOf(third)).toHaveText('online offline');
  await typeAtEnd(third, 'again ');
  await expect(syncWord(third)).toHaveAttribute('data-sync', /saved_on_device|offline/);

  await server.start();
  await browser.context.setOffline(false);
  await expect(syncWord(third)).toHaveAttribute('data-sync', 'saved', { timeout: 40_000 });
  expect((await person.text(note.id)).trim()).toBe('online offline again');
});

test('the shortcuts of the installed app work without the server', async ({
  server,
  person,
  browserOf: browser,
}) => {
  const note = await person.createNote({ title: 'To be found' });
  const first = await browser.page();
  await openNote(first, note.id);
  await expectSaved(first);
  await appIsStored(first);
  await server.kill9();
  try {
    const { shortcuts, icons } = await first.evaluate(async () =>
      (await fetch('/manifest.webmanifest')).json(),
    );
    const [newNote, search] = shortcuts;
    expect(icons).toContainEqual(expect.objectContaining({ purpose: 'maskable' }));

    const second = await browser.page();
    await second.goto(search.url);
    await second.getByRole('combobox').fill('found');
    await expect(second.getByRole('option', { name: 'To be found' })).toBeVisible();

    await second.goto(newNote.url);
    await expect(second).toHaveURL(/\/notes\/[0-9a-f-]{36}$/);
    await expect(titleOf(second)).toBeFocused();
    await typeAtEnd(second, 'made without a server');
    await expect(syncWord(second)).toHaveAttribute('data-sync', /saved_on_device|offline/);
  } finally {
    await server.start();
  }
});

test('somebody whose session has ended signs in again, and finds what is on this device', async ({
  person,
  browserOf: browser,
}) => {
  const note = await person.createNote({ title: 'Still here' });
  const first = await browser.page();
  await openNote(first, note.id);
  await expectSaved(first);
  await appIsStored(first);
  await browser.context.setOffline(true);
  await typeAtEnd(first, 'typed before');
  await expect(syncWord(first)).toHaveAttribute('data-sync', /saved_on_device|offline/);
  await first.close();
  await browser.context.clearCookies();
  await browser.context.setOffline(false);

  const second = await browser.page();
  await second.goto(`/notes/${note.id}`);
  await second.getByLabel('E-mail').fill(person.email);
  await second.getByLabel('Password', { exact: true }).fill(person.password);
  await second.getByRole('button', { name: 'Sign in' }).click();
  await expect(textOf(second)).toHaveText('typed before');
  await expectSaved(second);
  expect((await person.text(note.id)).trim()).toBe('typed before');
});

test('O3: a new version waits for a click while changes wait, and loses none of them', async ({
  person,
  door,
  launchOptions,
}) => {
  const browser = await openBrowser(launchOptions, person, door.url);
  try {
    const note = await person.createNote();
    const page = await browser.page();
    await openNote(page, note.id);
    await expectSaved(page);
    await appIsStored(page);
    const other = await browser.page();
    await openNote(other, note.id);
    await expectSaved(other);

    door.release(2);
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    await expect(page.getByText('A new version is ready.')).toBeVisible();
    await expect(other.getByText('A new version is ready.')).toBeVisible();
    await browser.context.setOffline(true);
    await typeAtEnd(page, 'waits for the network');
    await expect(syncWord(page)).toHaveAttribute('data-sync', /saved_on_device|offline/);
    expect(await versionOf(page)).toBe('1');

    await page.getByRole('button', { name: 'Reload' }).click();
    await expect.poll(() => versionOf(page).catch(() => '')).toBe('2');
    await expect(textOf(page)).toHaveText('waits for the network');
    // The other tab is not reloaded under somebody's hands.
    expect(await versionOf(other)).toBe('1');
    await expect(other.getByText('Scriptorium was updated in another tab.')).toBeVisible();
    await browser.context.setOffline(false);
    await expect(syncWord(page)).toHaveAttribute('data-sync', 'saved', { timeout: 40_000 });
    expect((await person.text(note.id)).trim()).toBe('waits for the network');
  } finally {
    await browser.close();
  }
});

test('a new version that nobody clicked on is there at the next cold start', async ({
  person,
  door,
  launchOptions,
}) => {
  const browser = await openBrowser(launchOptions, person, door.url);
  try {
    const note = await person.createNote();
    const page = await browser.page();
    await openNote(page, note.id);
    await appIsStored(page);
    door.release(2);
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    await page.getByRole('button', { name: 'Later' }).click();
    await page.reload();
    expect(await versionOf(page)).toBe('1');
    await browser.closeAndOpen();
    const next = await browser.page();
    await openNote(next, note.id);
    expect(await versionOf(next)).toBe('2');
  } finally {
    await browser.close();
  }
});

function versionOf(page: Page): Promise<string | null> {
  return page.locator('meta[name="test-version"]').getAttribute('content');
}
