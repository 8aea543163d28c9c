import type { Page } from '@playwright/test';
import type * as Y from 'yjs';
import { connectHocuspocus } from '../../server/test/clients.ts';
import { mixedBlocks } from './perf/mixed-blocks.ts';
import { expect, test } from './support/app.ts';
import { sizes } from './support/look.ts';
import {
  caretOf,
  expectSaved,
  focusText,
  openNote,
  textOf,
  titleOf,
  typeAtEnd,
} from './support/note-page.ts';
import { shareNote } from './support/share-note.ts';

const findBar = (page: Page) => page.getByRole('search', { name: 'Find in this note' });
const findField = (page: Page) => findBar(page).getByRole('textbox', { name: 'Find', exact: true });
const found = (page: Page) => findBar(page).getByRole('status');
const present = (page: Page) => textOf(page).locator('.found-current');

async function openMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Actions for this note' }).click();
}

test('find goes through what it finds and back to the text; replacing all is one step to undo', async ({
  visit,
}) => {
  const { page, person } = await visit('Ada');
  const note = await person.createNote({ title: 'Animals' });
  await openNote(page, note.id);
  await typeAtEnd(page, 'A cat, a Cat\nand concatenated cats');
  await page.keyboard.press('Control+f');
  await expect(findField(page)).toBeFocused();
  await page.keyboard.type('cat');
  await expect(found(page)).toHaveText('1 of 4');
  await page.keyboard.press('Enter');
  await expect(found(page)).toHaveText('2 of 4');
  await expect(present(page)).toHaveText('Cat');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.press('Shift+Enter');
  await expect(found(page)).toHaveText('4 of 4');
  await findBar(page).getByRole('button', { name: 'Whole words' }).click();
  await expect(found(page)).toHaveText(/of 2$/);
  await findBar(page).getByRole('button', { name: 'Match case' }).click();
  await expect(found(page)).toHaveText(/of 1$/);
  await findBar(page).getByRole('button', { name: 'Whole words' }).click();
  await findBar(page).getByRole('button', { name: 'Match case' }).click();

  await findBar(page).getByRole('button', { name: 'Find and replace' }).click();
  await findBar(page).getByRole('textbox', { name: 'Replace with' }).fill('dog');
  await findBar(page).getByRole('button', { name: 'Replace all' }).click();
  await expect(textOf(page).locator('> *')).toHaveText(['A dog, a dog', 'and condogenated dogs']);
  await expect(found(page)).toHaveText('Nothing found');
  await expect(page.getByText('4 matches replaced')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(textOf(page)).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(textOf(page).locator('> *')).toHaveText(['A cat, a Cat', 'and concatenated cats']);
});

test('Escape leaves what was found selected; a single match is replaced with a pattern’s groups', async ({
  visit,
}) => {
  const { page, person } = await visit('Ada');
  const note = await person.createNote();
  await openNote(page, note.id);
  await typeAtEnd(page, 'Lovelace, Ada\nHopper, Grace');
  await page.keyboard.press('Control+f');
  await expect(findField(page)).toBeFocused();
  await page.keyboard.type('(\\w+), (\\w+)');
  await findBar(page).getByRole('button', { name: 'Regular expression' }).click();
  await expect(found(page)).toHaveText('1 of 2');
  await findBar(page).getByRole('button', { name: 'Find and replace' }).click();
  await findBar(page).getByRole('textbox', { name: 'Replace with' }).fill('$2 $1');
  await page.keyboard.press('Enter');
  await expect(textOf(page).locator('> *')).toHaveText(['Ada Lovelace', 'Hopper, Grace']);
  await expect(found(page)).toHaveText('1 of 1');
  await page.keyboard.press('Escape');
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('Hopper, Grace');
});

test('a pattern that never ends is given up, and the page goes on', async ({ visit }) => {
  const { page, person } = await visit('Ada');
  const note = await person.createNote();
  await openNote(page, note.id);
  await typeAtEnd(page, `${'a'.repeat(40)}!`);
  await page.keyboard.press('Control+f');
  await findBar(page).getByRole('button', { name: 'Regular expression' }).click();
  await findField(page).fill('(a+)+$');
  await expect(found(page)).toHaveText('This pattern takes too long');
  await findField(page).fill('a!');
  await expect(found(page)).toHaveText('1 of 1');
});

test('what is found is counted again when somebody else writes', async ({ visit }) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const note = await ada.person.createNote();
  await shareNote(ada.person, note.id, grace.person);
  await openNote(ada.page, note.id);
  await openNote(grace.page, note.id);
  await typeAtEnd(ada.page, 'one bird, two birds');
  await expectSaved(ada.page);
  await ada.page.keyboard.press('Control+f');
  await expect(findField(ada.page)).toBeFocused();
  await ada.page.keyboard.type('bird');
  await ada.page.keyboard.press('Enter');
  await expect(found(ada.page)).toHaveText('2 of 2');
  await focusText(grace.page);
  await grace.page.keyboard.press('Control+Home');
  await grace.page.keyboard.type('A bird. ');
  await expect(found(ada.page)).toHaveText('3 of 3');
  await expect(textOf(ada.page).locator('.found')).toHaveCount(3);
});

test('the menu tells how long the note is, and the selection in it', async ({ visit }) => {
  const { page, person } = await visit('Ada');
  const note = await person.createNote();
  await openNote(page, note.id);
  await typeAtEnd(page, 'three short words');
  await openMenu(page);
  const menu = page.getByRole('menu', { name: 'Actions for this note' });
  await expect(menu).toContainText('3 words · 17 characters · 1 min read');
  await expect(menu).toContainText('Created by Ada');
  await page.keyboard.press('Escape');
  await focusText(page);
  await page.keyboard.press('Control+Shift+ArrowLeft');
  await openMenu(page);
  await expect(menu).toContainText('Selected: 1 word · 5 characters');
});

test('full width is kept for the note on this device', async ({ visit }) => {
  const { page, person } = await visit('Ada');
  const note = await person.createNote();
  await page.setViewportSize({ width: 1600, height: 900 });
  await openNote(page, note.id);
  const width = async () => (await textOf(page).boundingBox())?.width ?? 0;
  const narrow = await width();
  await openMenu(page);
  await page.getByRole('menuitemcheckbox', { name: 'Full width' }).click();
  await expect.poll(width).toBeGreaterThan(narrow + 200);
  await page.reload();
  await expect.poll(width).toBeGreaterThan(narrow + 200);
});

test('a click on somebody follows them to where they write, until one scrolls', async ({ visit }) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const note = await ada.person.createNote();
  await shareNote(ada.person, note.id, grace.person);
  await openNote(ada.page, note.id);
  await openNote(grace.page, note.id);
  await typeAtEnd(ada.page, 'line\n'.repeat(80));
  await expectSaved(ada.page);
  await expect(textOf(grace.page).locator('p')).toHaveCount(81);
  await grace.page.mouse.wheel(0, -10_000);
  await expect(caretOf(grace.page, 'Ada')).not.toBeInViewport();

  const avatar = grace.page.getByRole('button', { name: 'Follow Ada' });
  await avatar.focus();
  await grace.page.keyboard.press('Enter');
  await expect(grace.page.getByText('Following Ada')).toBeVisible();
  await expect(caretOf(grace.page, 'Ada')).toBeInViewport();
  await ada.page.keyboard.press('Control+Home');
  await expect(textOf(grace.page).locator('p').first()).toBeInViewport();
  await grace.page.mouse.move(600, 400);
  await grace.page.mouse.wheel(0, 400);
  await expect(grace.page.getByText('Following Ada')).toHaveCount(0);
  await ada.page.keyboard.press('Control+End');
  await ada.page.keyboard.type('the end');
  await expect(textOf(grace.page)).toContainText('the end');
  await expect(caretOf(grace.page, 'Ada')).not.toBeInViewport();

  await avatar.click();
  await expect(caretOf(grace.page, 'Ada')).toBeInViewport();
  await grace.page.getByRole('button', { name: 'Stop' }).click();
  await expect(avatar).toHaveAttribute('aria-pressed', 'false');
});

test('who looks at another tab is drawn as idle, until they are back', async ({ visit }) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const note = await ada.person.createNote();
  await shareNote(ada.person, note.id, grace.person);
  await openNote(ada.page, note.id);
  await openNote(grace.page, note.id);
  await expect(ada.page.getByRole('button', { name: 'Follow Grace', exact: true })).toBeVisible();
  await setHidden(grace.page, true);
  await expect(ada.page.getByRole('button', { name: 'Follow Grace (idle)' })).toBeVisible();
  await setHidden(grace.page, false);
  await expect(ada.page.getByRole('button', { name: 'Follow Grace', exact: true })).toBeVisible();
});

test('on paper there is the note alone, in light colours, and code is not cut off', async ({ visit }) => {
  const { page, person } = await visit('Ada', { colorScheme: 'dark' });
  const note = await person.createNote({ title: 'Paper' });
  await openNote(page, note.id);
  await typeAtEnd(page, '```\n');
  await page.keyboard.type('word '.repeat(60));
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('banner')).toHaveCount(0);
  await expect(page.getByRole('complementary', { name: 'Sidebar' })).toBeHidden();
  await expect(titleOf(page)).toHaveCSS('color', 'rgb(35, 33, 29)');
  const pre = textOf(page).locator('pre');
  expect(await pre.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
});

test('the header steps back while one types, but not the state of saving', async ({ visit }) => {
  const { page, person } = await visit('Ada');
  const note = await person.createNote({ title: 'Quiet' });
  await openNote(page, note.id);
  const menu = page.getByRole('button', { name: 'Actions for this note' });
  await typeAtEnd(page, 'words');
  await expect(menu).toHaveCSS('opacity', '0');
  await expect(page.locator('[data-sync]')).toHaveCSS('opacity', '1');
  await page.mouse.move(500, 500);
  await expect(menu).toHaveCSS('opacity', '1');
});

/** As the browser says it when another tab is in front: a headless one never does. */
async function setHidden(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);
}

test('on a phone the line that is written stays above the toolbar, and below the header on the way back', async ({
  visit,
}) => {
  const { page, person } = await visit('Ada', sizes.phone);
  const note = await person.createNote({ title: 'Long' });
  await openNote(page, note.id);
  await typeAtEnd(page, 'line');
  const toolbar = page.getByRole('toolbar', { name: 'Format' });
  await expect(toolbar).toBeVisible();
  for (let line = 0; line < 40; line++) await page.keyboard.press('Enter');
  await page.keyboard.type('the last');
  const caret = () => page.evaluate(() => getSelection()?.getRangeAt(0).getBoundingClientRect().toJSON());
  const { y: toolbarTop = 0 } = (await toolbar.boundingBox()) ?? {};
  await expect.poll(async () => (await caret())?.bottom).toBeLessThan(toolbarTop);
  expect((await caret())?.top).toBeGreaterThan(toolbarTop / 2);
  for (let line = 0; line < 39; line++) await page.keyboard.press('ArrowUp');
  await page.keyboard.type('an early one');
  const { y = 0, height = 0 } = (await page.locator('header').first().boundingBox()) ?? {};
  await expect.poll(async () => (await caret())?.top).toBeGreaterThan(y + height);
});

test('keys that come while the page is busy act where the caret is by then', async ({ visit }) => {
  const { page, person } = await visit('Ada');
  const note = await person.createNote();
  await openNote(page, note.id);
  await typeAtEnd(page, 'words');
  const busy = page.evaluate(() => {
    const end = performance.now() + 400;
    while (performance.now() < end);
  });
  const keys = ['Home', 'Delete', 'End', 'Backspace', 'ArrowLeft', 'Enter', 'End', 'Delete', 'Enter', 'Home'];
  await Promise.all([busy, ...keys.map((key) => page.keyboard.press(key))]);
  await expect(textOf(page).locator('> p')).toHaveText(['or', 'd', '']);
});

test('in a long note, of which little is laid out, the caret goes where the keys and clicks say', async ({
  visit,
  server,
}) => {
  const ada = await visit('Ada');
  const note = await ada.person.createNote();
  const other = await connectHocuspocus(server.url, note.id, () => ada.person.token());
  other.body.insert(0, mixedBlocks(300));
  await other.saved();
  const { page } = ada;
  await openNote(page, note.id);
  await typeAtEnd(page, ', the end');
  await expect(textOf(page).locator('> :last-child')).toHaveText(/^else .*, the end$/);
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('The begin: ');
  await expect(textOf(page).locator('> :first-child')).toHaveText(/^The begin: /);

  // Somebody else writes above, faster than the page is done with it, while one clicks.
  const above = other.body.get(1) as Y.XmlElement;
  const letters = setInterval(() => (above.get(0) as Y.XmlText).insert(0, 'o'), 20);
  await page.evaluate(() => {
    setInterval(() => {
      const end = performance.now() + 60;
      while (performance.now() < end);
    }, 80);
  });
  const far = textOf(page).locator('> p').nth(60);
  await far.click();
  await page.keyboard.press('End');
  await page.keyboard.type(', clicked', { delay: 30 });
  await expect(far).toHaveText(/, clicked$/);
  await page.keyboard.type('\nline'.repeat(30));
  await expect(textOf(page).getByText('line', { exact: true })).toHaveCount(30);
  clearInterval(letters);
  other.close();
});
