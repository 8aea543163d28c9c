/** A note on the screen, in the words of somebody who looks at it. */
import { expect, type Locator, type Page } from '@playwright/test';

export const titleOf = (page: Page): Locator => page.getByRole('textbox', { name: 'Title' });
export const textOf = (page: Page): Locator =>
  page.getByRole('textbox', { name: /^(Text of the note|Text der Notiz)$/ });
export const syncWord = (page: Page): Locator => page.locator('[data-sync]');

export async function openNote(page: Page, noteId: string): Promise<void> {
  await page.goto(`/notes/${noteId}`);
  await expect(textOf(page)).toBeVisible();
}

/** Committed in the server's database, says the page. */
export async function expectSaved(page: Page): Promise<void> {
  await expect(syncWord(page)).toHaveAttribute('data-sync', 'saved');
}

/** Ready for keys that move the caret: 20 ms after it has the focus, the editor puts its own selection back. */
export async function focusText(page: Page): Promise<void> {
  await textOf(page).focus();
  await page.waitForTimeout(60);
}

/** With the caret at the end of the note, as a person would: a click, then keys. */
export async function typeAtEnd(page: Page, text: string): Promise<void> {
  await focusText(page);
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
}

/** Selects these words, as no mouse could do it so exactly. */
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

/** The caret of somebody else; their name is an attribute, not text of the note. */
export function caretOf(page: Page, name: string): Locator {
  return page.locator(`.remote-caret[data-name="${name}"]`);
}
