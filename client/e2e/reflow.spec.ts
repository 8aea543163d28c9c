/** The same screens at 200 % zoom, from right to left, and in the longer words of another language. */
import type { BrowserContextOptions, Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { expectFits, sizes } from './support/look.ts';
import { textOf, typeAtEnd } from './support/note-page.ts';

/** 1440 × 900 at 200 %. */
const zoomed = { viewport: { width: 720, height: 450 } };
const paths = ['home', 'trash', 'settings', 'nothing-here'];

async function lookAround(page: Page, noteId: string): Promise<void> {
  await page.goto(`/notes/${noteId}`);
  // Its name is in the language of the page.
  await expect(page.locator('[contenteditable="true"]')).toBeVisible();
  await expectFits(page);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await expectFits(page);
  await page.keyboard.press('Escape');
  for (const path of paths) {
    await page.goto(`/${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectFits(page);
  }
}

test('at 200 % nothing is scrolled sideways, and a note can be written', async ({ visit }) => {
  const { page, person } = await visit('Ada', zoomed);
  const note = await person.createNote({ title: 'A title that needs more than one line when it is large' });
  await lookAround(page, note.id);
  await page.goto(`/notes/${note.id}`);
  await typeAtEnd(page, 'legible');
  await expect(textOf(page).getByText('legible')).toBeInViewport();
});

for (const [size, options] of Object.entries(sizes) as [string, BrowserContextOptions][]) {
  test(`from right to left everything is mirrored and fits, ${size}`, async ({ visit }) => {
    const { page, person } = await visit('Ada', options);
    const note = await person.createNote({ title: 'שלום' });
    await page.addInitScript(() => {
      // As with a language that runs so: whatever the app sets, the page stays mirrored.
      new MutationObserver(() => {
        if (document.documentElement.dir !== 'rtl') document.documentElement.dir = 'rtl';
      }).observe(document, { attributes: true, childList: true, subtree: true });
    });
    await lookAround(page, note.id);
    if (size === 'phone') await page.getByRole('button', { name: 'Open sidebar' }).click();
    const sidebar = page.getByRole('complementary', { name: 'Sidebar' });
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    const { width } = page.viewportSize() ?? { width: 0 };
    const edges = async () => {
      const { x = 0, width = 0 } = (await sidebar.boundingBox()) ?? {};
      return { start: x, end: x + width };
    };
    // As a drawer it comes in from the side.
    await expect.poll(async () => Math.round((await edges()).end)).toBe(width);
    const toggle = await page.getByRole('button', { name: 'Close sidebar' }).boundingBox();
    expect(toggle?.x).toBeLessThan((await edges()).start + 60);
  });

  test(`in German everything is said in German, and fits, ${size}`, async ({ visit }) => {
    const { page, person } = await visit('Ada', { ...options, locale: 'de-DE' });
    const note = await person.createNote({ title: 'Ein Titel' });
    await lookAround(page, note.id);
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hier ist keine Seite');
  });
}

test('with reduced motion nothing moves', async ({ visit }) => {
  const { page } = await visit('Ada', { reducedMotion: 'reduce' });
  await page.goto('/home');
  await page.getByRole('button', { name: /Account menu/ }).click();
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
  const longest_ms = await page.evaluate(() =>
    Math.max(
      0,
      ...document.getAnimations().map(({ effect }) => Number(effect?.getComputedTiming().duration ?? 0)),
    ),
  );
  expect(longest_ms).toBeLessThanOrEqual(1);
});
