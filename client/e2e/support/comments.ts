/** Comments beside a note, in the words of somebody who writes them. */
import { expect, type Locator, type Page } from '@playwright/test';
import { select } from './note-page.ts';

export const commentsOf = (page: Page): Locator => page.getByRole('complementary', { name: 'Comments' });

/** Begun by this person. */
export const threadOf = (page: Page, name: string): Locator =>
  commentsOf(page).getByRole('article', { name: new RegExp(`^Discussion of ${name}`) });

export async function openComments(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Comments(, \d+ unread)?$/ }).click();
  await expect(commentsOf(page)).toBeVisible();
}

/** On a piece of the text, by its letters. */
export async function commentOn(page: Page, words: string, text: string): Promise<void> {
  await expect(page.getByRole('button', { name: /^Comments/ })).toBeVisible();
  await select(page, words);
  await page.keyboard.press('Control+Shift+m');
  await say(page, text);
}

/** Into the field of a new thread. */
export async function say(page: Page, text: string): Promise<void> {
  const field = commentsOf(page).getByRole('textbox', { name: 'Comment' });
  await field.fill(text);
  await field.press('Control+Enter');
  await expect(field).toHaveCount(0);
}
