import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { a_map, drawnWidths, pastePictures } from './support/files.ts';
import { later } from './support/later.ts';
import { expectSaved, openNote, syncWord, textOf, titleOf, typeAtEnd } from './support/note-page.ts';
import { shareNote } from './support/share-note.ts';

test('O3: two tabs without a network see each other’s edits, and each counts what waits', async ({
  visit,
}) => {
  const { page, person, context } = await visit('Ada');
  const note = await person.createNote({ title: 'Tabs' });
  const other = await context.newPage();
  await openNote(page, note.id);
  await openNote(other, note.id);
  await typeAtEnd(page, 'both ');
  await expect(textOf(other)).toHaveText('both');
  await expectSaved(page);
  await expectSaved(other);

  await context.setOffline(true);
  await typeAtEnd(page, 'one');
  await expect(textOf(other)).toHaveText('both one');
  await typeAtEnd(other, ' two');
  await expect(textOf(page)).toHaveText('both one two');
  await expect(syncWord(page)).toHaveText(/Saved on this device\s*7/, { timeout: 30_000 });
  await expect(syncWord(other)).toHaveText(/Saved on this device\s*7/, { timeout: 30_000 });

  await context.setOffline(false);
  await expectSavedSoon(page);
  await expectSavedSoon(other);
  expect((await person.text(note.id)).trim()).toBe('both one two');
});

test('O3: what was written in a note and left there, in a tab that is closed, is sent by the next page', async ({
  visit,
  server,
}) => {
  const { page, person, context } = await visit('Ada');
  const note = await person.createNote({ title: 'Left behind' });
  const elsewhere = await person.createNote({ title: 'Elsewhere' });
  await openNote(page, note.id);
  await expectSaved(page);
  await server.kill9();
  await typeAtEnd(page, 'left behind');
  await expect(syncWord(page)).toHaveAttribute('data-sync', 'saved_on_device', { timeout: 30_000 });
  await page.close();
  await server.start();
  const next = await context.newPage();
  await openNote(next, elsewhere.id);
  await expect.poll(async () => (await person.text(note.id)).trim(), { timeout: 30_000 }).toBe('left behind');
});

test('access revoked while edits wait: explained, readable, kept as a new note of one’s own', async ({
  visit,
}) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const note = await ada.person.createNote({ title: 'Ours' });
  await shareNote(ada.person, note.id, grace.person);
  await openNote(grace.page, note.id);
  await typeAtEnd(grace.page, 'saved part, ');
  await expectSaved(grace.page);

  await grace.context.setOffline(true);
  await typeAtEnd(grace.page, 'waiting part');
  await expect(syncWord(grace.page)).toHaveAttribute('data-sync', 'saved_on_device', { timeout: 30_000 });
  await pastePictures(grace.page, a_map);
  await expect.poll(() => drawnWidths(grace.page)).toEqual([600]);
  await ada.person.api('DELETE', `/notes/${note.id}/members/${grace.person.id}`);
  await grace.context.setOffline(false);

  const alert = grace.page.getByRole('alert');
  await expect(alert).toContainText('This note is not here for you', { timeout: 30_000 });
  await expect(alert).toContainText(/1\d changes of yours have not reached the server/);
  await expect(textOf(grace.page)).toContainText('saved part, waiting part');
  await expect(textOf(grace.page)).toHaveAttribute('contenteditable', 'false');

  const uploaded = grace.page.waitForResponse(
    (response) => response.request().method() === 'PUT' && response.status() === 201,
  );
  await alert.getByRole('button', { name: 'Keep as a new note of mine' }).click();
  await expect(grace.page).not.toHaveURL(new RegExp(note.id));
  await expect(titleOf(grace.page)).toHaveValue('Ours');
  await expect(textOf(grace.page)).toContainText('saved part, waiting part');
  await expect(textOf(grace.page)).toHaveAttribute('contenteditable', 'true');
  await expect.poll(() => drawnWidths(grace.page)).toEqual([600]);
  await expectSavedSoon(grace.page);
  const kept = new URL(grace.page.url()).pathname.split('/').at(-1) ?? '';
  expect((await grace.person.text(kept)).trim()).toContain('saved part, waiting part');
  expect((await uploaded).url()).toContain(`/notes/${kept}/attachments/`);
  expect((await ada.person.text(note.id)).trim()).toBe('saved part,');
});

test('coming back after a while: how much each side changed, and where, until it is dismissed', async ({
  visit,
}) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const note = await ada.person.createNote({ title: 'Plan' });
  await shareNote(ada.person, note.id, grace.person);
  await openNote(ada.page, note.id);
  await typeAtEnd(ada.page, 'first line');
  await ada.page.keyboard.press('Enter');
  await ada.page.keyboard.type('second line');
  await expectSaved(ada.page);
  await openNote(grace.page, note.id);
  await expect(textOf(grace.page)).toContainText('second line');

  await ada.context.setOffline(true);
  await expect(syncWord(ada.page)).toHaveAttribute('data-sync', 'offline', { timeout: 30_000 });
  await typeAtEnd(ada.page, ', by Ada');
  await ada.page.keyboard.press('Enter');
  await ada.page.keyboard.type('third line');
  await ada.page.keyboard.press('Control+Home');
  await ada.page.keyboard.press('Delete');
  await ada.page.keyboard.press('Delete');
  await typeAtEnd(grace.page, ', by Grace');
  await expectSaved(grace.page);
  await later(ada.page, 120_000);
  await ada.context.setOffline(false);
  await expectSavedSoon(ada.page);

  const card = ada.page.getByRole('region', { name: 'While you were away' });
  await expect(card).toContainText(
    'You made 3 changes offline; others made 1; 1 paragraph was changed by both.',
  );
  await card.getByRole('button', { name: 'Show' }).click();
  await expect(card).toContainText('1 of 4');
  await expect(textOf(ada.page).locator('.side-deleted')).toHaveAttribute('data-count', '2');
  const marked = (side: string) =>
    textOf(ada.page).locator(`.side-${side}:not(.side-deleted)`).allTextContents();
  expect((await marked('own')).sort()).toEqual([', by Ada', 'third line']);
  expect(await marked('others')).toEqual([', by Grace']);
  await card.getByRole('button', { name: 'Next change' }).click();
  await expect(card).toContainText('2 of 4');

  // It waits for the person, over a reload too, and never for longer.
  await ada.page.reload();
  await expect(card).toContainText('You made 3 changes offline; others made 1');
  await card.getByRole('button', { name: 'Dismiss' }).click();
  await expect(card).toHaveCount(0);
  await expectSaved(ada.page);
  await ada.page.reload();
  await expectSaved(ada.page);
  await expect(card).toHaveCount(0);
});

test('D1: whenever the page says Saved, the log holds every letter', async ({ visit }) => {
  const { page, person, context } = await visit('Ada');
  const note = await person.createNote();
  await openNote(page, note.id);
  let written = '';
  for (const [index, word] of 'the page tells the truth about what is saved'.split(' ').entries()) {
    if (index % 3 === 2) await context.setOffline(true);
    await typeAtEnd(page, `${word} `);
    written += `${word} `;
    if (index % 3 === 2) await context.setOffline(false);
    await expectSavedSoon(page);
    expect((await person.text(note.id)).trim()).toBe(written.trim());
  }
});

async function expectSavedSoon(page: Page): Promise<void> {
  await expect(syncWord(page)).toHaveAttribute('data-sync', 'saved', { timeout: 45_000 });
}
