/**
 * Every screen in both themes and both sizes: axe finds nothing, nothing is in the console, nothing is wider than the
 * screen. The pictures are in `test-results/screens/`, to be looked at.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { openNote, textOf, typeAtEnd } from './support/note-page.ts';

const sizes: Record<string, BrowserContextOptions> = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

for (const [size, options] of Object.entries(sizes)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`every screen is accessible and fits, ${size}, ${colorScheme}`, async ({ visit }, info) => {
      const { page, person, context } = await visit('Ada', {
        ...options,
        colorScheme,
        reducedMotion: 'reduce',
      });
      const complaints: string[] = [];
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      const look = (name: string) => check(page, info.outputPath(`${name}-${size}-${colorScheme}.png`));
      const note = await person.createNote({ title: '🌊 The shape of water' });

      await openNote(page, note.id);
      await look('empty-note');
      await typeAtEnd(page, '# Notes\nSome *words* and `code`.\n- one\ntwo');
      await page.keyboard.press('Shift+Home');
      await expect(page.getByRole('toolbar', { name: 'Format' })).toBeVisible();
      await look('note-toolbar');
      await page.locator('[data-sync]').click();
      await look('sync-details');
      await page.keyboard.press('Escape');
      if (size === 'phone') await page.getByRole('button', { name: 'Open sidebar' }).click();
      await look('sidebar');
      await page.getByRole('button', { name: /Account menu/ }).click();
      await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
      await look('account-menu');
      await page.getByRole('menuitem', { name: 'Shortcuts' }).click();
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
      await look('shortcuts');

      for (const path of ['trash', 'settings', 'nothing-here']) {
        await page.goto(`/${path}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await look(path);
      }
      await person.api('PATCH', `/notes/${note.id}`, { trashed: true });
      await page.goto('/trash');
      await expect(page.getByRole('button', { name: 'Restore The shape of water' })).toBeVisible();
      await look('trash-with-note');
      await openNote(page, note.id);
      await expect(textOf(page)).toHaveAttribute('contenteditable', 'false');
      await look('note-in-trash');

      await context.clearCookies();
      for (const path of ['sign-in', 'sign-up']) {
        await page.goto(`/${path}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await look(path);
      }
      expect(complaints).toEqual([]);
    });
  }
}

async function check(page: Page, path: string): Promise<void> {
  await page.waitForTimeout(350);
  await page.screenshot({ path });
  const { violations } = await new AxeBuilder({ page })
    // Base UI's focus guards are hidden and focusable on purpose: they send the focus on.
    .exclude('[data-base-ui-focus-guard]')
    // What opens over the page (menus) is in no landmark.
    .disableRules('region')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
  expect(found, path).toEqual([]);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    'sideways scrolling',
  ).toBeLessThanOrEqual(0);
}
