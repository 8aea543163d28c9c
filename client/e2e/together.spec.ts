import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { caretOf, expectSaved, openNote, syncWord, textOf, titleOf, typeAtEnd } from './support/note-page.ts';
import { shareNote } from './support/share-note.ts';

test('two people who type at once see each other’s name at the caret and end with the same text', async ({
  visit,
}) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const note = await ada.person.createNote({ title: 'Together' });
  await shareNote(ada.person, note.id, grace.person);
  await openNote(ada.page, note.id);
  await openNote(grace.page, note.id);

  await Promise.all([
    typeAtEnd(ada.page, 'The engine might compose elaborate pieces of music.'),
    typeAtEnd(grace.page, 'It is easier to ask forgiveness than permission.'),
  ]);
  await expect(caretOf(ada.page, 'Grace')).toBeVisible();
  await expect(caretOf(grace.page, 'Ada')).toBeVisible();
  await expect(
    ada.page.getByRole('list', { name: 'Also here' }).getByRole('img', { name: 'Grace' }),
  ).toBeVisible();
  await Promise.all([expectSaved(ada.page), expectSaved(grace.page)]);

  const blocks = (page: Page) => textOf(page).locator('> *').allTextContents();
  const text = await blocks(ada.page);
  await expect.poll(() => blocks(grace.page)).toEqual(text);
  expect(letters(text.join(''))).toBe(
    letters(
      'The engine might compose elaborate pieces of music.It is easier to ask forgiveness than permission.',
    ),
  );
  expect((await ada.person.text(note.id)).split('\n')).toEqual(text);
});

test('the socket names the note that is open, for a proxy that knows which server has it', async ({
  visit,
}) => {
  const ada = await visit('Ada');
  const note = await ada.person.createNote();
  const opened = ada.page.waitForEvent('websocket', (socket) => new URL(socket.url()).pathname === '/sync');
  await openNote(ada.page, note.id);
  expect(new URL((await opened).url()).searchParams.get('note')).toBe(note.id);
  await typeAtEnd(ada.page, 'here');
  await expectSaved(ada.page);
});

test('the title is one text: typed by one, seen by the other and in both lists, undone by who typed it', async ({
  visit,
}) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const note = await ada.person.createNote({ title: 'Plan' });
  await shareNote(ada.person, note.id, grace.person);
  await openNote(ada.page, note.id);
  await openNote(grace.page, note.id);

  await titleOf(grace.page).focus();
  await grace.page.keyboard.press('End');
  await titleOf(ada.page).focus();
  await ada.page.keyboard.press('Home');
  await ada.page.keyboard.type('Our ');
  await expect(titleOf(grace.page)).toHaveValue('Our Plan');
  await grace.page.keyboard.type(' B');
  await expect(titleOf(ada.page)).toHaveValue('Our Plan B');
  await expect(ada.page.getByRole('navigation', { name: 'Notes' })).toContainText('Our Plan B');

  await ada.page.keyboard.press('Control+z');
  await expect(titleOf(grace.page)).toHaveValue('Plan B');
  await ada.page.keyboard.press('Enter');
  await ada.page.keyboard.type('text');
  await expect(textOf(grace.page)).toHaveText('text');
});

test('undo takes back what one typed oneself and leaves what others typed', async ({ visit }) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const note = await ada.person.createNote();
  await shareNote(ada.person, note.id, grace.person);
  await openNote(ada.page, note.id);
  await openNote(grace.page, note.id);
  await typeAtEnd(ada.page, 'mine ');
  await expect(textOf(grace.page)).toHaveText('mine');
  await typeAtEnd(grace.page, 'theirs');
  await expect(textOf(ada.page)).toHaveText('mine theirs');
  await ada.page.keyboard.press('Control+z');
  await expect(textOf(grace.page)).toHaveText('theirs');
});

test('a third person is refused: on the page, in the list, and by the API', async ({ visit }) => {
  const ada = await visit('Ada');
  const eve = await visit('Eve');
  const note = await ada.person.createNote({ title: 'Secret plan' });
  await eve.page.goto(`/notes/${note.id}`);
  await expect(eve.page.getByRole('heading', { name: 'This note is not here for you' })).toBeVisible();
  await expect(eve.page.locator('body')).not.toContainText('Secret plan');
  await expect(textOf(eve.page)).toHaveCount(0);
  expect((await eve.person.api('GET', `/notes/${note.id}`)).status).toBe(404);
  expect((await eve.person.api('GET', `/notes/${note.id}/content?format=text`)).status).toBe(404);
  expect((await eve.person.api('PATCH', `/notes/${note.id}`, { title: 'Mine' })).status).toBe(404);
  await eve.page.getByRole('link', { name: 'To your notes' }).click();
  await expect(titleOf(eve.page)).toHaveValue('Welcome to Scriptorium');
});

test('a note in the trash is read-only for whoever has it open, until it is restored', async ({ visit }) => {
  const { page, person } = await visit('Ada');
  const note = await person.createNote({ title: 'Old news' });
  await openNote(page, note.id);
  await typeAtEnd(page, 'words');
  await expectSaved(page);
  await page.getByRole('button', { name: 'Actions for this note' }).click();
  await page.getByRole('menuitem', { name: 'Move to trash' }).click();
  await expect(page.getByText('This note is in the trash.')).toBeVisible();
  await expect(textOf(page)).toHaveAttribute('contenteditable', 'false');
  await page.getByRole('main').getByRole('button', { name: 'Restore' }).click();
  await expect(textOf(page)).toHaveAttribute('contenteditable', 'true');
  await typeAtEnd(page, ' more');
  await expect(syncWord(page)).toHaveAttribute('data-sync', 'saved');
  await expect.poll(() => person.text(note.id)).toContain('words more');
});

test('a viewer reads along and cannot change anything', async ({ visit }) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const note = await ada.person.createNote({ title: 'To be read' });
  await shareNote(ada.person, note.id, grace.person, 'viewer');
  await openNote(ada.page, note.id);
  await openNote(grace.page, note.id);
  await expect(grace.page.getByText('Read only')).toBeVisible();
  await expect(textOf(grace.page)).toHaveAttribute('contenteditable', 'false');
  await expect(titleOf(grace.page)).not.toBeEditable();
  await typeAtEnd(ada.page, 'words');
  await expect(textOf(grace.page)).toHaveText('words');
});

test('who is taken out while writing is told so, and can keep a copy of what is on the screen', async ({
  visit,
}) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const note = await ada.person.createNote({ title: 'Ours' });
  await shareNote(ada.person, note.id, grace.person);
  await openNote(grace.page, note.id);
  await typeAtEnd(grace.page, 'my part');
  await expectSaved(grace.page);
  await ada.person.api('DELETE', `/notes/${note.id}/members/${grace.person.id}`);
  await expect(grace.page.getByRole('heading', { name: 'This note is not here for you' })).toBeVisible();
  const download = grace.page.waitForEvent('download');
  await grace.page.getByRole('button', { name: 'Download a copy' }).click();
  expect((await download).suggestedFilename()).toBe('Ours.txt');
});

/** The same letters in whatever order the two of them got them in. */
function letters(text: string): string {
  return [...text].sort().join('');
}
