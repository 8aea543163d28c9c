import type { Note, NoteList } from '@scriptorium/shared/api/notes.ts';
import type { Locator, Page, Route } from '@playwright/test';
import type { TestPerson } from '../../server/test/people.ts';
import { expect, test } from './support/app.ts';
import { expectSaved, openNote, textOf, titleOf, typeAtEnd } from './support/note-page.ts';

const list = (page: Page): Locator => page.getByRole('navigation', { name: 'Notes' });
const queueLine = (page: Page): Locator => page.locator('[data-queue]');

async function act(page: Page, title: string, action: string): Promise<void> {
  const row = list(page).getByText(title, { exact: true }).first();
  await row.hover();
  await list(page)
    .getByRole('button', { name: `Actions for ${title}` })
    .first()
    .click();
  await page.getByRole('menuitem', { name: action }).click();
}

async function tagNote(page: Page, title: string, tag: string): Promise<void> {
  await act(page, title, 'Tags…');
  await page.getByLabel('Another tag').fill(tag);
  await page.keyboard.press('Enter');
  // Whether it is shown is the server's to say, too.
  await expect(page.getByLabel('Another tag')).toHaveValue('');
  await page.keyboard.press('Escape');
}

/** What is only needed later is fetched when the page has nothing else to do. */
async function partsAreThere(page: Page): Promise<void> {
  const fetched = () =>
    page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .join(' '),
    );
  for (const part of ['menu-popup', 'move-dialog', 'tags-dialog']) {
    await expect.poll(fetched).toContain(part);
  }
}

async function rows(person: TestPerson): Promise<Map<string, Note>> {
  const { body } = await person.api<NoteList>('GET', '/notes?trashed=any');
  return new Map(body.notes.map((note) => [note.title, note]));
}

/** Answers the changes of one note as a server would that does not want them. */
async function refuse(page: Page, noteId: string, kind: string, status: number): Promise<void> {
  await page.route(`**/api/v1/notes/${noteId}`, (route: Route) =>
    route.request().method() === 'PATCH'
      ? route.fulfill({
          status,
          contentType: 'application/problem+json',
          json: { type: `urn:${kind}`, kind, title: kind, status, detail: kind, request_id: 'r' },
        })
      : route.fallback(),
  );
}

test('O2: without a network, notes are made, written, moved, tagged, made favourites, trashed and restored; then the server has it all', async ({
  visit,
}) => {
  const { page, person, context } = await visit('Ada');
  for (const title of ['Shelf', 'Book', 'Doomed', 'Rescued']) await person.createNote({ title });
  const before = await rows(person);
  await person.api('PATCH', `/notes/${before.get('Rescued')?.id}`, { trashed: true });
  await openNote(page, before.get('Book')?.id ?? '');
  await expectSaved(page);
  await partsAreThere(page);

  await context.setOffline(true);
  await page.keyboard.press('Alt+n');
  await expect(titleOf(page)).toHaveValue('');
  await titleOf(page).fill('Made on a train');
  await typeAtEnd(page, 'with no network');
  await expect(list(page).getByText('Made on a train')).toBeVisible();
  await act(page, 'Book', 'Move to…');
  await page.getByRole('dialog').getByRole('button', { name: 'Shelf' }).click();
  await tagNote(page, 'Shelf', 'wood');
  await act(page, 'Shelf', 'Add to favourites');
  await act(page, 'Doomed', 'Move to trash');
  await expect(list(page).getByText('Doomed')).toHaveCount(0);
  await page.getByRole('link', { name: 'Trash', exact: true }).click();
  await page.getByRole('button', { name: 'Restore Rescued' }).click();
  await expect(list(page).getByText('Rescued')).toBeVisible();
  await expect(queueLine(page)).toHaveText('6 actions wait for the server');

  await context.setOffline(false);
  await expect(queueLine(page)).toHaveCount(0);
  await expect(async () => {
    const after = await rows(person);
    expect(after.get('Book')?.parent_id).toBe(after.get('Shelf')?.id);
    expect(after.get('Shelf')).toMatchObject({ tags: ['wood'], favourite: true });
    expect(after.get('Doomed')?.trashed_at).not.toBeNull();
    expect(after.get('Rescued')?.trashed_at).toBeNull();
    const made = after.get('Made on a train');
    expect(await person.text(made?.id ?? '')).toContain('with no network');
  }).toPass({ timeout: 15_000 });
});

test('O3: a 500, a 403 and a 413 are explained and hold up nothing else; trying again does it', async ({
  visit,
}) => {
  const { page, person } = await visit('Ada');
  for (const title of ['Failing', 'Forbidden', 'Too large', 'Fine']) await person.createNote({ title });
  const notes = await rows(person);
  const idOf = (title: string) => notes.get(title)?.id ?? '';
  await openNote(page, idOf('Fine'));
  await refuse(page, idOf('Failing'), 'internal', 500);
  await refuse(page, idOf('Forbidden'), 'forbidden', 403);
  await refuse(page, idOf('Too large'), 'too_large', 413);

  for (const title of ['Failing', 'Forbidden', 'Too large', 'Fine']) await tagNote(page, title, 'kept');
  await expect(queueLine(page)).toHaveText('2 actions need attention');
  await expect.poll(async () => (await rows(person)).get('Fine')?.tags).toEqual(['kept']);
  await queueLine(page).click();
  const dialog = page.getByRole('dialog', { name: 'What waits for the server' });
  const row = (title: string) => dialog.getByRole('listitem').filter({ hasText: title });
  await expect(row('Failing')).toContainText('Something went wrong on the server');
  await expect(row('Forbidden')).toContainText('your access has changed');
  await expect(row('Too large')).toContainText('larger than the server takes');
  await expect(row('Too large')).toContainText('nothing of it is lost');

  await row('Too large').getByRole('button', { name: 'Discard…' }).click();
  await row('Too large').getByRole('button', { name: 'Keep' }).click();
  await page.unrouteAll();
  await row('Forbidden').getByRole('button', { name: 'Try again' }).click();
  await row('Too large').getByRole('button', { name: 'Try again' }).click();
  await expect(dialog).toContainText('Nothing waits');
  const after = await rows(person);
  expect(['Failing', 'Forbidden', 'Too large'].map((title) => after.get(title)?.tags)).toEqual([
    ['kept'],
    ['kept'],
    ['kept'],
  ]);
});

test('a note that the server does not make stays, with its text, until its author discards it', async ({
  visit,
}) => {
  const { page } = await visit('Ada');
  await page.goto('/');
  await expect(textOf(page)).toBeVisible();
  await page.route('**/api/v1/notes', (route) =>
    route.request().method() === 'POST' ? route.fulfill({ status: 403, body: '' }) : route.fallback(),
  );
  await page.keyboard.press('Alt+n');
  await expect(titleOf(page)).toHaveValue('');
  await titleOf(page).fill('Unwanted');
  await typeAtEnd(page, 'still mine');
  await queueLine(page).click();
  const dialog = page.getByRole('dialog', { name: 'What waits for the server' });
  await expect(dialog).toContainText('The note is on this device only');
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download a copy' }).click();
  expect((await download).suggestedFilename()).toBe('Unwanted.txt');
  await dialog.getByRole('button', { name: 'Discard…' }).click();
  await dialog.getByRole('button', { name: 'Discard', exact: true }).click();
  await expect(dialog).toContainText('Nothing waits');
  await page.keyboard.press('Escape');
  await expect(list(page).getByText('Unwanted')).toHaveCount(0);
});

test('two tabs: one sends what both do, and when it is closed the other takes over', async ({ visit }) => {
  const { page: leader, person, context } = await visit('Ada');
  const note = await person.createNote({ title: 'Shared' });
  await openNote(leader, note.id);
  const other = await context.newPage();
  await openNote(other, note.id);
  // A leader that is closed before its answer is written leaves that to the next one: the same request again is no fault.
  const sent = new Set<string>();
  for (const [name, page] of Object.entries({ leader, other })) {
    page.on('request', (request) => {
      if (request.method() === 'PATCH') sent.add(`${name}: ${request.postDataJSON().tags}`);
    });
  }

  await tagNote(other, 'Shared', 'first');
  await expect(list(leader).getByText('first')).toBeVisible();
  await expect.poll(() => [...sent]).toEqual(['leader: first']);
  await leader.close();
  await tagNote(other, 'Shared', 'second');
  await expect
    .poll(() => [...sent].filter((each) => each !== 'other: first'))
    .toEqual(['leader: first', 'other: first,second']);
  await expect.poll(async () => (await rows(person)).get('Shared')?.tags).toEqual(['first', 'second']);
});

test('signing out warns of what is only on this device, and then forgets the account in all tabs', async ({
  visit,
}) => {
  const { page, person, context } = await visit('Ada');
  const note = await person.createNote({ title: 'Half sent' });
  await openNote(page, note.id);
  await expectSaved(page);
  const other = await context.newPage();
  await openNote(other, note.id);
  await page.route('**/api/v1/notes/**', (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.fallback(),
  );
  await other.route('**/api/v1/notes/**', (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.fallback(),
  );
  await tagNote(page, 'Half sent', 'waits');

  const signOut = async () => {
    await page.getByRole('button', { name: /Account menu/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
  };
  await signOut();
  const dialog = page.getByRole('dialog', { name: 'Changes are only on this device' });
  await expect(dialog).toContainText('1 action still waits for the server.');
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await expect(list(page).getByText('waits')).toBeVisible();
  await signOut();
  await dialog.getByRole('button', { name: 'Sign out anyway' }).click();
  for (const tab of [page, other]) {
    await expect(tab.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  }
  await expect
    .poll(() => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)))
    .toEqual([]);
});
