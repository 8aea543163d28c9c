import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { expectSaved, openNote, textOf, titleOf, typeAtEnd } from './support/note-page.ts';
import { appIsStored } from './support/own-browser.ts';
import { shareNote } from './support/share-note.ts';

const palette = (page: Page) => page.getByRole('combobox', { name: 'Find a note or an action' });
const inNotes = (page: Page) => page.getByRole('group', { name: 'In notes' });

async function lookFor(page: Page, query: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(palette(page)).toBeFocused();
  await palette(page).fill(query);
}

test('S5: what one person types, another finds by the palette within two seconds; a stranger does not', async ({
  visit,
}) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const eve = await visit('Eve');
  const note = await ada.person.createNote({ title: 'Minutes' });
  await shareNote(ada.person, note.id, grace.person);
  await grace.page.goto('/home');
  await eve.page.goto('/home');
  await openNote(ada.page, note.id);
  await typeAtEnd(ada.page, 'we agreed on the chrysanthemum');
  await expectSaved(ada.page);

  const saved = Date.now();
  await lookFor(grace.page, 'chrysan');
  // A person types on until it is there.
  await expect(async () => {
    await palette(grace.page).fill('chrysant');
    await palette(grace.page).fill('chrysan');
    await expect(inNotes(grace.page).getByRole('option')).toHaveCount(1, { timeout: 400 });
  }).toPass({ intervals: [50] });
  expect(Date.now() - saved).toBeLessThan(5_000);
  const option = inNotes(grace.page).getByRole('option');
  await expect(option).toContainText('Minutes');
  await expect(option.getByText('chrysanthemum')).toBeVisible();
  await grace.page.keyboard.press('Enter');
  await expect(titleOf(grace.page)).toHaveValue('Minutes');

  await lookFor(eve.page, 'chrysan');
  await expect(eve.page.getByRole('option', { name: 'New note “chrysan”' })).toBeVisible();
  await expect(inNotes(eve.page)).toHaveCount(0);
});

test('O1: without a connection the palette searches the notes on this device, and says so', async ({
  visit,
}) => {
  const { page, person, context } = await visit('Ada', { serviceWorkers: 'allow' });
  const here = await person.createNote({ title: 'Recipe' });
  await openNote(page, here.id);
  await typeAtEnd(page, 'two spoons of Kürbiskernöl');
  await expectSaved(page);
  await appIsStored(page);
  await context.setOffline(true);
  await typeAtEnd(page, ' and a pinch of cardamom');
  await expect(textOf(page)).toContainText('cardamom');

  await lookFor(page, 'kurbiskernol cardam');
  const option = inNotes(page).getByRole('option');
  await expect(option).toContainText('Recipe');
  await expect(option.locator('mark')).toHaveText(['Kürbiskernöl', 'cardamom']);
  await expect(
    page.getByText('No connection: these are from the notes on this device.').first(),
  ).toBeVisible();
  await palette(page).fill('kurbiskernol cardamom -spoons');
  await expect(inNotes(page)).toHaveCount(0);
});

test('S3: what is found late does not come under the key: the selected row stays the one it was', async ({
  visit,
}) => {
  const { page, person } = await visit('Ada');
  const note = await person.createNote({ title: 'Elsewhere' });
  await openNote(page, note.id);
  await typeAtEnd(page, 'the home of the rhinoceros');
  await expectSaved(page);
  await expect
    .poll(async () => (await person.api<{ results: [] }>('GET', '/search?q=rhinoceros')).body.results.length)
    .toBe(1);
  let isHeld = true;
  await page.route('**/api/v1/search?**', async (route) => {
    await expect.poll(() => isHeld).toBe(false);
    await route.continue();
  });
  await lookFor(page, 'rhino');
  await page.keyboard.press('ArrowUp');
  const create = page.getByRole('option', { name: 'New note “rhino”' });
  await expect(create).toHaveAttribute('aria-selected', 'true');
  isHeld = false;
  await expect(inNotes(page).getByRole('option')).toHaveCount(1);
  await expect(create).toHaveAttribute('aria-selected', 'true');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in a palette with texts, ${colorScheme}`, async ({ visit }) => {
    const { page, person } = await visit('Ada', { colorScheme });
    const note = await person.createNote({ title: 'Elsewhere' });
    await openNote(page, note.id);
    await typeAtEnd(page, 'a long story about a hedgehog '.repeat(10));
    await expectSaved(page);
    await expect
      .poll(async () => (await person.api<{ results: [] }>('GET', '/search?q=hedgehog')).body.results.length)
      .toBe(1);
    await lookFor(page, 'hedgehog');
    await expect(inNotes(page).getByRole('option')).toHaveCount(1);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await page.screenshot({ path: test.info().outputPath('palette.png') });
  });
}

test('by keyboard: find in notes, narrowed down to a tree, a tag and the trash; it comes back with the address', async ({
  visit,
}) => {
  const { page, person } = await visit('Ada');
  const garden = await person.createNote({ title: 'Garden' });
  const bed = await person.createNote({ title: 'Rose bed', parent_id: garden.id });
  const wall = await person.createNote({ title: 'Rose wall' });
  const gone = await person.createNote({ title: 'Rose of last year' });
  await person.api('PATCH', `/notes/${bed.id}`, { tags: ['June'] });
  await person.api('PATCH', `/notes/${gone.id}`, { trashed: true });
  const found = (q: string) =>
    person.api<{ results: unknown[] }>('GET', `/search?${q}`).then(({ body }) => body.results.length);
  await expect.poll(() => found('q=rose&trash=any')).toBe(3);
  await expect.poll(() => found('tag=June')).toBe(1);

  await openNote(page, garden.id);
  await page.keyboard.press('Control+Shift+f');
  await expect(page.getByRole('searchbox', { name: 'Words' })).toBeFocused();
  await page.keyboard.type('rose');
  const links = page.getByRole('main').getByRole('link');
  await expect(links).toHaveCount(2);
  await expect(page.getByRole('status').filter({ hasText: '2 results' })).toBeVisible();
  await page.getByLabel('Where').selectOption({ label: 'In and below “Garden”' });
  await expect(links).toHaveText([/Rose bed/]);
  await page.reload();
  await expect(links).toHaveText([/Rose bed/]);
  await page.getByLabel('Where').selectOption({ label: 'In the trash' });
  await expect(links).toHaveText([/Rose of last year/]);
  await page.getByLabel('Where').selectOption({ label: 'All notes' });
  await page.getByLabel('Tag').selectOption('June');
  await expect(links).toHaveText([/Rose bed/]);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('find.png') });
  await page.getByLabel('Tag').selectOption('Any');
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(links).toHaveCount(2);
  await page.screenshot({ path: test.info().outputPath('find-phone.png') });
  await page.getByRole('searchbox', { name: 'Words' }).fill('wall');
  await expect(links).toHaveCount(1);
  await links.click();
  await expect(titleOf(page)).toHaveValue(wall.title);
});
