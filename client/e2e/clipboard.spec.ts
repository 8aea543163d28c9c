import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test, type Visitor } from './support/app.ts';
import { expectSaved, focusText, openNote, textOf, typeAtEnd } from './support/note-page.ts';

const fixture = (name: string) => readFile(join(import.meta.dirname, 'fixtures/clipboard', name), 'utf8');

/** A paste as the browser makes one, with what another program put on the clipboard. */
async function paste(page: Page, data: Record<string, string>): Promise<void> {
  await focusText(page);
  await textOf(page).evaluate((element, parts) => {
    const clipboardData = new DataTransfer();
    for (const [type, value] of Object.entries(parts)) clipboardData.setData(type, value);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, data);
}

async function emptyNote({ page, person }: Visitor): Promise<Page> {
  const note = await person.createNote();
  const isLoaded = page.waitForResponse((response) => /attach-clipboard-.*\.js$/.test(response.url()));
  await openNote(page, note.id);
  await isLoaded;
  await focusText(page);
  // The part attaches itself a moment after it was fetched.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  return page;
}

/** Tags and words alone. */
function structure(page: Page): Promise<string> {
  return textOf(page).evaluate((element) => {
    const names: Record<string, string> = { STRONG: 'b', EM: 'i' };
    const write = (node: Node): string => {
      if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
      if (
        !(node instanceof HTMLElement) ||
        node.matches('.ProseMirror-trailingBreak, button, .ProseMirror-widget')
      )
        return '';
      const inside = [...node.childNodes].map(write).join('');
      if (node.matches('div, label, colgroup, input, tbody')) return inside;
      const name = names[node.tagName] ?? node.tagName.toLowerCase();
      return `<${name}>${inside}</${name}>`;
    };
    return [...element.childNodes].map(write).join('');
  });
}

test('what is copied from Word becomes headings, marks, nested lists and tables, without its styles', async ({
  visit,
}) => {
  const page = await emptyNote(await visit('Ada'));
  await paste(page, { 'text/html': await fixture('word-html.txt'), 'text/plain': 'Quarterly report' });
  const html = await structure(page);
  expect(html).toContain('<h1>Quarterly report</h1>');
  expect(html).toContain(
    '<p>Sales were <b>strong</b> in the <i>north</i>, weak elsewhere, see <a>the report</a>.</p>',
  );
  expect(html).toContain(
    '<ul><li><p>Apples</p><ul><li><p>Green ones</p></li></ul></li><li><p>Pears</p></li></ul><p>Then:</p><ol><li><p>Count</p></li></ol>',
  );
  expect(html).toMatch(/<tr><td><p>Region<\/p><\/td><td><p>Sum<\/p><\/td><\/tr>/);
  await expect(textOf(page).locator('[style*="mso"], [class*="Mso"], font, o\\:p')).toHaveCount(0);
  await expect(page.getByText('1 picture was left out')).toBeVisible();
});

test('what is copied from Google Docs keeps its marks, its nested lists and its ticked boxes', async ({
  visit,
}) => {
  const page = await emptyNote(await visit('Ada'));
  await paste(page, { 'text/html': await fixture('google-docs-html.txt'), 'text/plain': 'Trip plan' });
  const html = await structure(page);
  expect(html).toContain('<h2>Trip plan</h2>');
  expect(html).toContain('<p>We go <b>soon</b><i> by train</i><s> by car</s><a>the map</a></p>');
  expect(html).toContain('<ul><li><p>Pack</p><ul><li><p>Tent</p></li></ul></li><li><p>Go</p></li></ul>');
  expect(html).toContain('<td><p><b>Day</b></p></td>');
  await expect(textOf(page).locator('li[data-checked="true"]')).toHaveText('Tickets');
  await expect(textOf(page).locator('figure')).toHaveCount(0);
});

test('Markdown becomes blocks; with Shift held it stays as it is', async ({ visit }) => {
  const page = await emptyNote(await visit('Ada'));
  const markdown = '# Plan\n\n- one\n- **two**\n\n```js\nlet x;\n```';
  await paste(page, { 'text/plain': markdown });
  await expect(textOf(page).locator('h1')).toHaveText('Plan');
  await expect(textOf(page).locator('li')).toHaveText(['one', 'two']);
  await expect(textOf(page).locator('pre code')).toContainText('let x;');

  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.down('Shift');
  await paste(page, { 'text/plain': markdown });
  await page.keyboard.up('Shift');
  await expect(textOf(page).locator('h1, li, pre')).toHaveCount(0);
  await expect(textOf(page)).toContainText('- **two**');
});

test('text becomes a paragraph for each, an address a link, code of an editor a code block', async ({
  visit,
}) => {
  const page = await emptyNote(await visit('Ada'));
  await paste(page, { 'text/plain': 'first\nline\n\nsecond' });
  expect(await structure(page)).toBe('<p>first<br></br>line</p><p>second</p>');
  await page.keyboard.press('Control+Shift+ArrowLeft');
  await paste(page, { 'text/plain': 'https://a.example/x' });
  await expect(textOf(page).locator('a[href="https://a.example/x"]')).toHaveText('second');
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await paste(page, {
    'text/plain': 'if (x) {\n  y();\n}\n',
    'text/html': '<div style="color:#d4d4d4"><span style="color:#c586c0">if</span></div>',
    'vscode-editor-data': JSON.stringify({ version: 1, mode: 'typescript' }),
  });
  await expect(textOf(page).locator('pre code')).toContainText('if (x) {\n  y();\n}');
});

test('nothing that is pasted can run or fetch', async ({ visit }) => {
  const page = await emptyNote(await visit('Ada'));
  const fetched: string[] = [];
  page.on('request', (request) => request.url().includes('elsewhere.example') && fetched.push(request.url()));
  await paste(page, {
    'text/html': `<p onclick="window.hit=1">words<img src="https://elsewhere.example/a.png" onerror="window.hit=1">
      <script>window.hit=1</script><style>@import "https://elsewhere.example/a.css";</style>
      <iframe src="https://elsewhere.example/"></iframe><svg onload="window.hit=1"></svg>
      <a href="javascript:window.hit=1">link</a><a href="&#106;avascript:window.hit=1">link</a></p>
      <math><mtext><table><mglyph><style><img src=x onerror="window.hit=1"></style></mglyph></table></mtext></math>`,
    'text/plain': 'words',
  });
  await expect(textOf(page)).toContainText('words');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await paste(page, {
    'text/plain':
      '# x\n\n[a](javascript:window.hit=1) ![b](https://elsewhere.example/b.png) <img src=x onerror=window.hit=1>',
  });
  await expect(textOf(page).locator('h1')).toHaveCount(1);
  await expect(
    textOf(page).locator('script, iframe, svg, style, [onclick], [onerror], a[href^="javascript"]'),
  ).toHaveCount(0);
  await expect(textOf(page).locator('a[href="https://elsewhere.example/a.png"]')).toHaveCount(1);
  expect(await page.evaluate(() => 'hit' in window)).toBe(false);
  expect(fetched).toEqual([]);
});

test('a picture in the HTML becomes an image of the note', async ({ visit }) => {
  const page = await emptyNote(await visit('Ada'));
  const pixel =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  await paste(page, { 'text/html': `<p>before</p><img alt="dot" src="data:image/png;base64,${pixel}">` });
  await expect(textOf(page).locator('figure')).toHaveCount(1);
  await expect(textOf(page)).toContainText('before');
});

test('copied text is Markdown, and the whole note can be copied so', async ({ visit }) => {
  const ada = await visit('Ada');
  await ada.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await emptyNote(ada);
  await typeAtEnd(page, '# Plan\n- one\n');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('two');
  await expectSaved(page);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  expect(await copied()).toBe('# Plan\n\n- one\n- **two**');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Control+v');
  await expect(textOf(page).locator('h1')).toHaveCount(2);

  await page.getByRole('textbox', { name: 'Title' }).fill('Errands');
  await page.getByRole('button', { name: 'Actions for this note' }).click();
  await page.getByRole('menuitem', { name: 'Copy as Markdown' }).click();
  await expect(page.getByText('The note was copied as Markdown')).toBeVisible();
  expect(await copied()).toMatch(/^# Errands\n\n# Plan\n\n- one\n/);
});
