/** The history of a note, as somebody looks for what was lost, and for who wrote what. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test, type Visitor } from './support/app.ts';
import {
  cardOf,
  chooseEntry,
  openHistory,
  pastOf,
  placeOf,
  settled,
  timelineOf,
} from './support/history-page.ts';
import { sizes } from './support/look.ts';
import { expectSaved, focusText, openNote, textOf, titleOf, typeAtEnd } from './support/note-page.ts';
import { chooseOtherColor, shareNote } from './support/share-note.ts';

for (const size of ['desktop', 'phone'] as const) {
  test(`H2 H3: two write, one names a version, it is wrecked, a block and then all of it comes back while the other types, and that is undone, ${size}`, async ({
    visit,
  }) => {
    const ada = await visit('Ada', sizes[size]);
    const grace = await visit('Grace');
    const { page } = ada;
    const noteId = await writeTogether(ada, grace);

    await openHistory(page);
    await nameVersion(page, 'As grandmother made it', 'Before we try rye');
    await chooseEntry(page, /As grandmother made it/);
    await page.keyboard.press('Escape');
    await expect(titleOf(page)).toHaveValue('Recipe');

    await focusText(grace.page);
    await grace.page.keyboard.press('Control+a');
    await grace.page.keyboard.type('nonsense');
    await expectSaved(grace.page);
    await expect(textOf(page)).toHaveText('nonsense');

    // Scrub: an update a step.
    await openHistory(page);
    await placeOf(page).focus();
    for (let step = 0; step < 'nonsense'.length; step++) await page.keyboard.press('ArrowLeft');
    await settled(page);
    await expect(pastOf(page).locator('ins')).toContainText(['flour', 'water', 'sugar']);
    await expect(pastOf(page)).not.toContainText('nonsense');

    // Compare: what Grace did to the named version.
    await page.keyboard.press('End');
    await page.getByLabel('Compared with').selectOption('As grandmother made it');
    await expect(pastOf(page).locator('ins')).toHaveText(['nonsense']);
    await expect(pastOf(page).locator('del').last()).toContainText('sugar');
    await pastOf(page).locator('del', { hasText: 'water' }).click();
    await expect(cardOf(page)).toContainText('Deleted');
    await expect(cardOf(page)).toContainText('Grace');
    await cardOf(page).getByRole('button', { name: 'Bring it back' }).click();
    await expect(page.getByText('The block is as it was then.')).toBeVisible();
    await expect(textOf(grace.page).locator('p', { hasText: 'water' })).toHaveCount(1);
    await expect(textOf(grace.page)).toContainText('nonsense');

    // All of it, while Grace goes on typing.
    await chooseEntry(page, /As grandmother made it/);
    await expect(pastOf(page).locator('p')).toHaveText(['flour', 'water', 'sugar']);
    await page.getByRole('button', { name: 'Restore this version' }).click();
    await expect(titleOf(page)).toHaveValue('Recipe');
    await expect(textOf(page).locator('p')).toHaveText(['flour', 'water', 'sugar']);
    await expect(textOf(grace.page).locator('p')).toHaveText(['flour', 'water', 'sugar']);
    await grace.page.getByText('flour').click();
    await grace.page.keyboard.press('End');
    await grace.page.keyboard.type(', sifted');
    await expect(textOf(page).locator('p')).toHaveText(['flour, sifted', 'water', 'sugar']);

    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(textOf(page)).toContainText('nonsense');
    await expect(textOf(page)).toContainText(', sifted');
    await focusText(page);
    await page.keyboard.press('Control+Shift+z');
    await expect(textOf(page).locator('p')).toHaveText(['flour, sifted', 'water', 'sugar']);
    await page.keyboard.press('Control+z');
    await expect(textOf(page)).toContainText('nonsense');
    await expect(textOf(grace.page)).toContainText(', sifted');
    await expectSaved(page);

    // It is all in the timeline, and can be taken back from there as well.
    await openNote(page, noteId);
    await openHistory(page);
    await chooseEntry(page, /Restored an earlier version/);
    await expect(pastOf(page)).toBeVisible();
  });
}

test('who wrote what, and when: in the authors’ colours, told at the mouse, gone through by key', async ({
  visit,
}) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const { page } = ada;
  await chooseOtherColor(ada.person, grace.person);
  await writeTogether(ada, grace);
  await page.getByRole('button', { name: 'Actions for this note' }).click();
  await page.getByRole('menuitem', { name: 'Who wrote this' }).click();
  await settled(page);
  await expect(page.getByRole('list', { name: 'People' }).getByRole('listitem')).toHaveText(['Ada', 'Grace']);
  await pastOf(page).locator('span.past-wrote', { hasText: 'sugar' }).hover();
  await expect(cardOf(page)).toContainText('Written · Grace');
  const colorOf = (words: string) =>
    pastOf(page)
      .locator('span.past-wrote', { hasText: words })
      .last()
      .evaluate((element) => getComputedStyle(element).getPropertyValue('--person'));
  expect(await colorOf('sugar')).not.toBe(await colorOf('flour'));

  await page.getByLabel('Who wrote this').uncheck();
  await settled(page);
  await page.keyboard.press('n');
  await expect(page.getByText('1 of 4')).toBeVisible();
  await page.keyboard.press('p');
  await expect(page.getByText('4 of 4')).toBeVisible();
  await expect(cardOf(page)).toContainText('Added · Grace');
  await page.keyboard.press('Escape');
  await expect(cardOf(page)).toBeHidden();
  await page.getByLabel('Show changes').uncheck();
  await expect(pastOf(page).locator('ins')).toHaveCount(0);
  await expect(pastOf(page).locator('p')).toHaveText(['flour', 'water', 'sugar']);
});

test('the life of a note is played, stopped, and gone through step by step', async ({ visit }) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const { page } = ada;
  await writeTogether(ada, grace);
  await openHistory(page);
  const place = placeOf(page);
  const last = Number(await place.getAttribute('max'));
  await page.getByLabel('Speed').selectOption('64');
  await place.focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(pastOf(page).locator('ins')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  await expect(place).toHaveValue(String(last));
  await expect(pastOf(page).locator('p')).toHaveText(['flour', 'water', 'sugar']);
  // Its changes are back.
  await expect(pastOf(page).locator('ins').first()).toBeVisible();

  await page.keyboard.press('ArrowLeft');
  await expect(place).toHaveValue(String(last - 1));
  await expect(pastOf(page).locator('p')).toHaveText(['flour', 'water', 'suga']);
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(place).toHaveValue('0');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(place).toHaveValue(String(last));

  // In the pause between the two somebody stops it, and sees how the note was at that moment.
  await page.getByLabel('Speed').selectOption('1');
  await place.focus();
  await page.keyboard.press('Space');
  await expect.poll(async () => Number(await place.inputValue()), { intervals: [20] }).toBeGreaterThan(0);
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  const stopped = Number(await place.inputValue());
  expect(stopped).toBeLessThan(last);
  await settled(page);
});

test('a version is named, renamed, copied, downloaded, and its name removed', async ({ visit }) => {
  const ada = await visit('Ada');
  const { page } = ada;
  const note = await ada.person.createNote({ title: 'Recipe' });
  await openNote(page, note.id);
  await typeAtEnd(page, 'flour');
  await expectSaved(page);
  await openHistory(page);
  await nameVersion(page, 'First', 'To begin with');
  await expect(timelineOf(page)).toContainText('To begin with');
  await page.getByRole('button', { name: 'Actions for First' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('The first of all');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(timelineOf(page)).toContainText('The first of all');

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'More with this version' }).click();
  await page.getByRole('menuitem', { name: 'Download as Markdown' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('Recipe.md');
  expect(await readFile(await download.path(), 'utf8')).toContain('flour');

  await page.getByRole('button', { name: 'Actions for The first of all' }).click();
  await page.getByRole('menuitem', { name: 'Remove the name' }).click();
  await expect(timelineOf(page)).not.toContainText('The first of all');

  await page.getByRole('button', { name: 'More with this version' }).click();
  await page.getByRole('menuitem', { name: 'Copy as a new note' }).click();
  await expect(textOf(page)).toHaveText('flour');
  expect(page.url()).not.toContain(note.id);
});

test('the timeline is narrowed to a person and a time', async ({ visit }) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const { page } = ada;
  await writeTogether(ada, grace);
  await openHistory(page);
  await nameVersion(page, 'Mine', '');
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByLabel('Person').selectOption('Grace');
  await expect(timelineOf(page)).not.toContainText('Mine');
  await expect(timelineOf(page)).toContainText('Ada and Grace');
  await page.getByLabel('From', { exact: true }).fill('2001-01-01');
  await page.getByLabel('To', { exact: true }).fill('2001-12-31');
  await expect(timelineOf(page)).toContainText('Nothing matches.');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(timelineOf(page)).toContainText('Mine');
});

test('what was changed since my last visit is one click away', async ({ visit }) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const { page } = ada;
  await writeTogether(ada, grace);
  // A visit ends half an hour after somebody left: this one is said to have ended before Grace wrote.
  await page.route(/\/history\?limit/, async (route) => {
    const response = await route.fetch();
    const history = await response.json();
    const seq = history.head_seq - 'sugar'.length;
    await route.fulfill({
      response,
      json: { ...history, last_visit: { at: new Date().toISOString(), seq } },
    });
  });
  await openHistory(page);
  await expect(pastOf(page).locator('ins')).toHaveText(['flour', 'water', 'sugar']);
  await chooseEntry(page, /Since my last visit/);
  await expect(pastOf(page).locator('ins')).toHaveText('sugar');
  await page.goto(`${page.url()}?since=visit`);
  await expect(pastOf(page).locator('ins')).toHaveText('sugar');
});

test('H3: selected blocks of the past come back, and nothing else', async ({ visit }) => {
  const ada = await visit('Ada');
  const { page } = ada;
  const note = await ada.person.createNote({ title: 'Recipe' });
  await openNote(page, note.id);
  await typeAtEnd(page, 'flour\nwater\nsugar');
  await expectSaved(page);
  await openHistory(page);
  await nameVersion(page, 'Before', '');
  await page.keyboard.press('Escape');
  await focusText(page);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('nonsense');
  await expectSaved(page);
  await openHistory(page);
  await chooseEntry(page, /Before/);
  await pastOf(page).locator('p', { hasText: 'water' }).selectText();
  await page.getByRole('button', { name: 'Restore the selected block' }).click();
  await expect(page.getByText('The block is as it was then.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(textOf(page)).toContainText('water');
  await expect(textOf(page)).toContainText('nonsense');
  await expect(textOf(page)).not.toContainText('sugar');
});

test('without the network there is what was looked at, and it says so; a sign-out removes it', async ({
  visit,
}) => {
  const { page, person, context } = await visit('Ada');
  const note = await person.createNote({ title: 'Plan' });
  await openNote(page, note.id);
  await typeAtEnd(page, 'first words');
  await expectSaved(page);
  await openHistory(page);
  await expect(pastOf(page).locator('ins').last()).toHaveText('first words');
  await page.keyboard.press('Escape');
  await expect(textOf(page)).toBeVisible();

  await context.setOffline(true);
  await openHistory(page);
  await expect(page.getByText('You are offline: this is what was looked at before.')).toBeVisible();
  await expect(pastOf(page).locator('ins').last()).toHaveText('first words');
  await expect(page.getByRole('button', { name: 'Restore this version' })).toHaveCount(0);
  await placeOf(page).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByText('This was not looked at before')).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText('You are offline')).toBeHidden();

  await page.keyboard.press('Escape');
  await expectSaved(page);
  expect(await histories(page)).toHaveLength(1);
  await page.getByRole('button', { name: /Account menu/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  await expect.poll(() => histories(page)).toEqual([]);
});

test('Escape leaves the history; without the server it says that nothing is lost', async ({ visit }) => {
  const { page, person, context } = await visit('Ada');
  const note = await person.createNote({ title: 'Plan' });
  await openNote(page, note.id);
  await expectSaved(page);
  await context.setOffline(true);
  await page.keyboard.press('Control+Shift+h');
  await expect(page.getByText('nothing of it is lost')).toBeVisible();
  await page.getByRole('button', { name: 'Back to the note' }).click();
  await expect(textOf(page)).toBeVisible();
  await context.setOffline(false);
  await openHistory(page);
  await page.keyboard.press('Escape');
  await expect(textOf(page)).toBeVisible();
});

/** Ada writes of flour and water, Grace of sugar. @returns the id of the note */
async function writeTogether(ada: Visitor, grace: Visitor): Promise<string> {
  const note = await ada.person.createNote({ title: 'Recipe' });
  await shareNote(ada.person, note.id, grace.person);
  await openNote(ada.page, note.id);
  await typeAtEnd(ada.page, 'flour\nwater\n');
  await expectSaved(ada.page);
  await openNote(grace.page, note.id);
  await typeAtEnd(grace.page, 'sugar');
  await expectSaved(grace.page);
  await expect(textOf(ada.page).locator('p')).toHaveText(['flour', 'water', 'sugar']);
  return note.id;
}

async function nameVersion(page: Page, name: string, why: string): Promise<void> {
  await page.getByRole('button', { name: 'Name this version' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('textbox', { name: 'Why' }).fill(why);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The version has a name now.')).toBeVisible();
}

function histories(page: Page): Promise<(string | undefined)[]> {
  return page.evaluate(async () =>
    (await indexedDB.databases()).map(({ name }) => name).filter((name) => name?.endsWith(':histories')),
  );
}
