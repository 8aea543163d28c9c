import type { Locator, Page } from '@playwright/test';
import type { TestPerson } from '../../server/test/people.ts';
import { expect, test } from './support/app.ts';
import { openNote, titleOf } from './support/note-page.ts';
import { shareNote } from './support/share-note.ts';

const treeitem = (page: Page, name: string): Locator => page.getByRole('treeitem', { name, exact: true });

/** What the tree shows from top to bottom, deeper notes with a dot for each level. */
async function shown(page: Page): Promise<string[]> {
  return page
    .getByRole('treeitem')
    .evaluateAll((rows) =>
      rows.map(
        (row) => '.'.repeat(Number(row.getAttribute('aria-level')) - 1) + row.getAttribute('aria-label'),
      ),
    );
}

async function makeNote(person: TestPerson, title: string, parent_id?: string): Promise<string> {
  const { body } = await person.api<{ id: string }>('POST', '/notes', {
    title,
    ...(parent_id ? { parent_id } : {}),
  });
  return body.id;
}

/** Newest first, as the server places them. */
async function makeGarden(person: TestPerson): Promise<{ garden: string; flowers: string }> {
  const garden = await makeNote(person, 'Garden');
  const flowers = await makeNote(person, 'Flowers', garden);
  await makeNote(person, 'Vegetables', garden);
  await makeNote(person, 'Work');
  return { garden, flowers };
}

test('the tree is walked, unfolded and rearranged by keys, and the server keeps the order', async ({
  visit,
}) => {
  const { page, person } = await visit('Ada');
  const { garden } = await makeGarden(person);
  await page.goto('/home');
  await expect(treeitem(page, 'Work')).toBeVisible();
  expect(await shown(page)).toEqual(['Work', 'Garden', 'Welcome to Scriptorium']);

  await treeitem(page, 'Work').focus();
  await page.keyboard.press('ArrowDown');
  await expect(treeitem(page, 'Garden')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(treeitem(page, 'Vegetables')).toBeFocused();
  await page.keyboard.press('Alt+ArrowDown');
  await expect
    .poll(() => shown(page))
    .toEqual(['Work', 'Garden', '.Flowers', '.Vegetables', 'Welcome to Scriptorium']);
  await page.keyboard.press('Alt+ArrowRight');
  await expect
    .poll(() => shown(page))
    .toEqual(['Work', 'Garden', '.Flowers', '..Vegetables', 'Welcome to Scriptorium']);
  await expect(treeitem(page, 'Vegetables')).toBeFocused();
  await page.keyboard.press('Alt+ArrowLeft');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect
    .poll(() => shown(page))
    .toEqual(['Work', 'Garden', '.Flowers', 'Vegetables', 'Welcome to Scriptorium']);
  await page.keyboard.press('f');
  await expect(treeitem(page, 'Flowers')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(titleOf(page)).toHaveValue('Flowers');

  await expect
    .poll(async () => {
      const { body } = await person.api<{ notes: { title: string; parent_id: string | null }[] }>(
        'GET',
        '/notes',
      );
      return body.notes.filter((note) => note.parent_id !== garden).map((note) => note.title);
    })
    .toEqual(['Work', 'Garden', 'Vegetables', 'Welcome to Scriptorium']);
});

test('a note is dragged between others and into another, but not into what is below it', async ({
  visit,
}) => {
  const { page, person } = await visit('Ada');
  await makeGarden(person);
  await page.goto('/home');
  await expect(treeitem(page, 'Work')).toBeVisible();
  const drag = (name: string, onto: string, y: number) =>
    treeitem(page, name)
      .getByRole('link')
      .dragTo(treeitem(page, onto), { targetPosition: { x: 90, y } });
  await drag('Work', 'Welcome to Scriptorium', 28);
  await expect.poll(() => shown(page)).toEqual(['Garden', 'Welcome to Scriptorium', 'Work']);
  await drag('Work', 'Garden', 15);
  await expect
    .poll(() => shown(page))
    .toEqual(['Garden', '.Work', '.Vegetables', '.Flowers', 'Welcome to Scriptorium']);
  await drag('Garden', 'Flowers', 15);
  expect(await shown(page)).toEqual(['Garden', '.Work', '.Vegetables', '.Flowers', 'Welcome to Scriptorium']);
});

test('a note is moved by a dialog, tagged, and made a favourite; all of it is found in the sidebar', async ({
  visit,
}) => {
  const { page, person } = await visit('Ada');
  await makeGarden(person);
  await page.goto('/home');
  const choose = async (name: string) => {
    await treeitem(page, 'Work').hover();
    await page.getByRole('button', { name: 'Actions for Work' }).click();
    await page.getByRole('menuitem', { name, exact: true }).click();
  };
  await choose('Move to…');
  await page.getByLabel('Into which note?').fill('gar');
  await page.keyboard.press('Enter');
  await treeitem(page, 'Garden').focus();
  await page.keyboard.press('ArrowRight');
  await expect(treeitem(page, 'Work')).toHaveAttribute('aria-level', '2');

  await choose('Tags…');
  await page.getByLabel('Another tag').fill('plans');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove plans' })).toBeVisible();
  await page.keyboard.press('Escape');
  await choose('Add to favourites');
  const sidebar = page.getByRole('navigation', { name: 'Notes' });
  await expect(sidebar.getByRole('heading', { name: 'Favourites' })).toBeVisible();
  await sidebar.getByRole('link', { name: 'plans' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '#plans' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Work' }).click();
  await expect(titleOf(page)).toHaveValue('Work');
});

test('a note that goes to the trash takes with it what is below, and brings it back', async ({ visit }) => {
  const { page, person } = await visit('Ada');
  await makeGarden(person);
  await page.goto('/home');
  await treeitem(page, 'Garden').focus();
  await page.keyboard.press('ArrowRight');
  await expect(treeitem(page, 'Flowers')).toBeVisible();
  await page.keyboard.press('Delete');
  await expect.poll(() => shown(page)).toEqual(['Work', 'Welcome to Scriptorium']);
  await page.getByRole('link', { name: 'Trash', exact: true }).click();
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1);
  await expect(page.getByText('with 2 notes inside')).toBeVisible();
  await page.getByRole('button', { name: 'Restore Garden' }).click();
  await expect
    .poll(() => shown(page))
    .toEqual(['Work', 'Garden', '.Vegetables', '.Flowers', 'Welcome to Scriptorium']);
});

test('of two thousand notes only those that are seen are drawn, and each is reached by keys', async ({
  visit,
}) => {
  const { page, person } = await visit('Ada');
  const notes = Array.from({ length: 2_000 }, (_, at) => ({
    ...{
      id: crypto.randomUUID(),
      workspace_id: '',
      title: `Note ${at}`,
      rank: `0|${String(at).padStart(6, '0')}:`,
    },
  }));
  const [own] = (await person.api<{ notes: object[] }>('GET', '/notes')).body.notes;
  await page.route('**/api/v1/notes?*', (route) =>
    route.fulfill({
      json: {
        notes: notes.map((note) => ({ ...own, ...note, workspace_id: crypto.randomUUID() })),
        next: null,
      },
    }),
  );
  await page.goto('/home');
  await expect(treeitem(page, 'Note 0')).toBeVisible();
  expect(await page.getByRole('treeitem').count()).toBeLessThan(120);
  await treeitem(page, 'Note 0').focus();
  await page.keyboard.press('End');
  await expect(treeitem(page, 'Note 1999')).toBeFocused();
  await expect(treeitem(page, 'Note 1999')).toBeInViewport();
  await page.keyboard.press('ArrowUp');
  await expect(treeitem(page, 'Note 1998')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(treeitem(page, 'Note 0')).toBeInViewport();
});

test('people that one has notes with are found by the palette, and their notes behind their names', async ({
  visit,
}) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace Hopper');
  const note = await ada.person.createNote({ title: 'Compilers' });
  await shareNote(ada.person, note.id, grace.person);
  await openNote(grace.page, note.id);
  await grace.page.keyboard.press('Control+k');
  await grace.page.keyboard.type('ada');
  await grace.page.getByRole('option', { name: 'Ada', exact: true }).click();
  await expect(grace.page.getByRole('heading', { level: 1, name: 'Ada' })).toBeVisible();
  await grace.page.getByRole('main').getByRole('link', { name: 'Compilers' }).click();
  await expect(titleOf(grace.page)).toHaveValue('Compilers');
});

test('without a network the palette finds notes and makes new ones, and the tree is rearranged', async ({
  visit,
}) => {
  const { page, person, context } = await visit('Ada');
  const { garden } = await makeGarden(person);
  // The editor is there: this is not about a cold start.
  await openNote(page, garden);
  await page.getByRole('link', { name: 'Home' }).click();
  await expect(treeitem(page, 'Work')).toBeVisible();
  await context.setOffline(true);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('Winter plans');
  await page.getByRole('option', { name: 'New note “Winter plans”' }).click();
  await expect(titleOf(page)).toHaveValue('Winter plans');
  await treeitem(page, 'Work').focus();
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(() => shown(page)).toEqual(['Winter plans', '.Work', 'Garden', 'Welcome to Scriptorium']);
  await context.setOffline(false);
  await expect
    .poll(
      async () => {
        const { notes } = (
          await person.api<{ notes: { title: string; id: string; parent_id: string | null }[] }>(
            'GET',
            '/notes',
          )
        ).body;
        const winter = notes.find(({ title }) => title === 'Winter plans');
        return winter !== undefined && notes.find(({ title }) => title === 'Work')?.parent_id === winter.id;
      },
      { timeout: 30_000 },
    )
    .toBe(true);
});
