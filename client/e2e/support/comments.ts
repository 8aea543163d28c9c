/** Comments beside a note, in the words of somebody who writes them. */
import { expect, type Locator, type Page } from '@playwright/test';
import { focusText, textOf } from './note-page.ts';

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

/** As no mouse could do it so exactly. */
export async function select(page: Page, words: string): Promise<void> {
  await focusText(page);
  await textOf(page).evaluate((root, wanted) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    while (walker.nextNode()) nodes.push(walker.currentNode as Text);
    const at = nodes
      .map(({ data }) => data)
      .join('')
      .indexOf(wanted);
    if (at < 0) throw new Error(`no ${wanted}`);
    const place = (offset: number): [Text, number] => {
      let left = offset;
      for (const node of nodes) {
        if (left <= node.length) return [node, left];
        left -= node.length;
      }
      throw new Error('beyond the end');
    };
    const [from, begin] = place(at);
    const [to, end] = place(at + wanted.length);
    getSelection()?.setBaseAndExtent(from, begin, to, end);
  }, words);
  // The editor hears of it a moment later.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
}
