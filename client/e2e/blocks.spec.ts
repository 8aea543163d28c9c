/** Kinds of blocks, made as people make them, seen by somebody else, and still there after a reload. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { connectHocuspocus } from '../../server/test/clients.ts';
import { expect, test } from './support/app.ts';
import { allBlocks, element, text } from './support/element.ts';
import { expectSaved, focusText, openNote, textOf, typeAtEnd } from './support/note-page.ts';
import { shareNote } from './support/share-note.ts';

/** Chooses from the menu after `/`. */
async function slash(page: Page, query: string, name: string): Promise<void> {
  await page.keyboard.type(`/${query}`);
  await page.getByRole('listbox', { name: 'Blocks' }).getByRole('option', { name, exact: true }).click();
}

test('blocks from the menu and from Markdown are there for a second person and after a reload', async ({
  visit,
}) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const note = await ada.person.createNote({ title: 'Blocks' });
  const other = await ada.person.createNote({ title: 'Another plan' });
  await shareNote(ada.person, note.id, grace.person);
  await openNote(ada.page, note.id);
  const { page } = ada;
  await expect(page.getByText('Write, or type / for blocks')).toHaveCount(0);
  await expect(textOf(page).locator('[data-placeholder]')).toHaveAttribute(
    'data-placeholder',
    'Write, or type / for blocks',
  );

  await typeAtEnd(page, '## Title\n');
  await page.keyboard.type('a **bold** ==light== ~~gone~~ `code` $x^2$ [site](https://example.org) end\n');
  await page.keyboard.type('[ ] wash\ndry\n\n');
  await slash(page, 'callout', 'Callout');
  // An empty line at its end leads out.
  await page.keyboard.type('mind the gap\n\n');
  await slash(page, 'toggle', 'Toggle');
  await page.keyboard.type('more');
  await page.keyboard.press('Enter');
  await page.keyboard.type('inside');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('```ts const a = 1;\n\n\n');
  await slash(page, 'table', 'Table');
  await page.keyboard.type('one');
  await page.keyboard.press('Tab');
  await page.keyboard.type('two');
  await page.keyboard.press('Control+End');
  await slash(page, 'diagram', 'Diagram');
  await page.keyboard.type('graph LR\nA-->B');
  await expect(page.getByRole('img', { name: /^Diagram: graph LR/ })).toBeVisible();
  await page.keyboard.press('Control+End');
  await slash(page, 'formula', 'Formula');
  await page.getByRole('textbox', { name: 'Formula in LaTeX' }).fill('\\frac{1}{2}');
  await page.keyboard.press('Enter');
  await expect(textOf(page)).toBeFocused();
  await page.keyboard.type('ask @Gr');
  await page.getByRole('option', { name: 'Grace' }).click();
  await page.keyboard.type('about [[Ano');
  await page.getByRole('option', { name: 'Another plan' }).click();
  await page.keyboard.type(':wave');
  await page.getByRole('option', { name: 'waving hand' }).click();
  await page.keyboard.press('Enter');
  await slash(page, 'contents', 'Table of contents');
  await expectSaved(page);

  await openNote(grace.page, note.id);
  const seen = async (reader: Page) => {
    const text = textOf(reader);
    await expect(text.locator('h2')).toHaveText('Title');
    await expect(text.locator('strong')).toHaveText('bold');
    await expect(text.locator('mark')).toHaveText('light');
    await expect(text.locator('a[href="https://example.org"]')).toHaveText('site');
    await expect(text.locator('[data-type="inlineMath"] .katex')).toBeVisible();
    await expect(text.getByRole('checkbox')).toHaveCount(2);
    await expect(text.locator('[data-type="callout"]')).toContainText('mind the gap');
    await expect(text.locator('summary')).toHaveText('more');
    await expect(text.locator('.hljs-keyword')).toHaveText('const');
    await expect(text.locator('th').first()).toHaveText('one');
    await expect(text.getByRole('img', { name: /^Diagram: graph LR/ })).toBeVisible();
    await expect(text.locator('[data-type="blockMath"] .katex')).toBeVisible();
    await expect(text.locator('[data-type="mention"]')).toHaveText('@Grace');
    await expect(text.locator('[data-type="noteLink"]')).toContainText('Another plan');
    await expect(text).toContainText('👋');
    await expect(text.getByRole('navigation', { name: 'Table of contents' })).toContainText('Title');
  };
  await seen(page);
  await seen(grace.page);
  await page.reload();
  await seen(page);

  await page.locator('[data-type="noteLink"]').click();
  await expect(page).toHaveURL(new RegExp(other.id));
  await expect(page.getByRole('region', { name: '1 note links here' })).toContainText('Blocks');
});

test('a table gets rows and columns by its grips, a header, and gives them up again', async ({ visit }) => {
  const { page, person } = await visit('Ada');
  const note = await person.createNote();
  await openNote(page, note.id);
  await typeAtEnd(page, '');
  await slash(page, 'table', 'Table');
  const rows = textOf(page).locator('tr');
  await expect(rows).toHaveCount(3);
  await page.getByRole('button', { name: 'Row' }).click();
  await page.getByRole('menuitem', { name: 'Insert row below' }).click();
  await expect(rows).toHaveCount(4);
  await page.getByRole('button', { name: 'Column' }).click();
  await page.getByRole('menuitem', { name: 'Delete column' }).click();
  await expect(rows.first().locator('th')).toHaveCount(2);
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Header row' }).click();
  await expect(rows.first().locator('th')).toHaveCount(0);
  for (let cells = 0; cells < 7; cells++) await page.keyboard.press('Tab');
  await page.keyboard.type('last');
  await page.keyboard.press('Tab');
  await expect(rows).toHaveCount(5);
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete table' }).click();
  await expect(rows).toHaveCount(0);
});

test('a block is moved, duplicated, turned into another and deleted by keyboard alone', async ({ visit }) => {
  const { page, person } = await visit('Ada');
  const { keyboard } = page;
  const note = await person.createNote();
  await openNote(page, note.id);
  await typeAtEnd(page, 'one\ntwo\nthree');
  const lines = () => textOf(page).locator('> *').allTextContents();
  await keyboard.press('Control+Alt+ArrowUp');
  await expect.poll(lines).toEqual(['one', 'three', 'two']);
  await keyboard.press('Control+Shift+d');
  await expect.poll(lines).toEqual(['one', 'three', 'three', 'two']);
  await keyboard.press('Control+/');
  await expect(page.getByRole('menuitem', { name: 'Turn into' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Text' })).toBeFocused();
  await keyboard.type('Quote');
  await keyboard.press('Enter');
  await expect(textOf(page).locator('blockquote')).toHaveText('three');
  await expect(textOf(page)).toBeFocused();
  await keyboard.press('Control+/');
  await page.getByRole('menuitem', { name: 'Delete' }).press('Enter');
  await expect.poll(lines).toEqual(['one', 'three', 'two']);
});

test('a block is dragged by its handle to another place, and into a quote', async ({ visit }) => {
  const { page, person } = await visit('Ada');
  const note = await person.createNote();
  await openNote(page, note.id);
  await typeAtEnd(page, 'one\ntwo\nthree\n> quoted');
  await expectSaved(page);
  const lines = () => textOf(page).locator('> *').allTextContents();
  const block = (name: string) => textOf(page).getByText(name, { exact: true });
  const drag = async (name: string, where: 'before' | 'behind', other: string) => {
    await block(name).hover();
    await page
      .getByRole('button', { name: 'Actions for this block' })
      .dragTo(block(other), { targetPosition: { x: where === 'before' ? 1 : 80, y: 10 } });
  };
  await drag('one', 'behind', 'three');
  await expect.poll(lines).toEqual(['two', 'three', 'one', 'quoted']);
  await drag('three', 'before', 'two');
  await expect.poll(lines).toEqual(['three', 'two', 'one', 'quoted']);
  await drag('two', 'behind', 'quoted');
  await expect(textOf(page).locator('blockquote p')).toHaveText(['quoted', 'two']);
  await expectSaved(page);
  expect((await person.text(note.id)).split('\n')).toEqual(['three', 'one', 'quoted', 'two']);
});

test('who reads a toggle opens it for themselves; a task can be ticked by keyboard', async ({ visit }) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const note = await ada.person.createNote();
  await shareNote(ada.person, note.id, grace.person, 'viewer');
  await openNote(ada.page, note.id);
  await typeAtEnd(ada.page, '[ ] wash\n\n');
  await slash(ada.page, 'toggle', 'Toggle');
  await ada.page.keyboard.type('more');
  await ada.page.keyboard.press('Enter');
  await ada.page.keyboard.type('hidden');
  await ada.page.getByRole('checkbox', { name: 'Done: wash' }).focus();
  await ada.page.keyboard.press('Space');
  await expectSaved(ada.page);
  await openNote(grace.page, note.id);
  await expect(grace.page.getByRole('checkbox', { name: 'Done: wash' })).toBeChecked();
  await expect(grace.page.getByText('hidden')).toBeHidden();
  await grace.page.getByRole('button', { name: 'Open', exact: true }).press('Enter');
  await expect(grace.page.getByText('hidden')).toBeVisible();
  await grace.page.getByRole('checkbox').click();
  await expect(grace.page.getByRole('checkbox')).toBeChecked();
});

test('undo takes back one’s own blocks only, with others’ edits in between', async ({ visit }) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const note = await ada.person.createNote();
  await shareNote(ada.person, note.id, grace.person);
  await openNote(ada.page, note.id);
  await openNote(grace.page, note.id);
  await typeAtEnd(ada.page, 'mine\n\n');
  await expect(textOf(grace.page)).toContainText('mine');
  await slash(ada.page, 'table', 'Table');
  await ada.page.keyboard.type('cell');
  await expect(textOf(grace.page).locator('th').first()).toHaveText('cell');
  await textOf(grace.page).locator('p').first().click();
  await grace.page.keyboard.press('End');
  await grace.page.keyboard.type(' and yours');
  await expect(textOf(ada.page)).toContainText('mine and yours');
  for (let steps = 0; steps < 6; steps++) await ada.page.keyboard.press('Control+z');
  await expect(textOf(grace.page).locator('table')).toHaveCount(0);
  await expect(textOf(grace.page)).toContainText('and yours');
  await expect(textOf(ada.page)).toHaveText(await textOf(grace.page).innerText());
});

test('a note with hostile content is shown, runs nothing, fetches nothing, and is changed by nobody who reads it', async ({
  visit,
  server,
}) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const note = await ada.person.createNote();
  await shareNote(ada.person, note.id, grace.person, 'viewer');
  const requests: string[] = [];
  grace.page.on('request', (request) => requests.push(request.url()));
  const errors: string[] = [];
  grace.page.on('pageerror', (error) => errors.push(error.message));
  const script = 'javascript:document.title="owned"';
  const mallory = await connectHocuspocus(server.url, note.id, () => ada.person.token());
  mallory.body.push([
    element('paragraph', {}, text('a link', { link: { href: script } })),
    element('image', { attachment_id: 'https://elsewhere.example/pixel.gif', src: script, alt: 'x' }),
    element('callout', { kind: '"><img src=x onerror=alert(1)>' }, element('paragraph', {}, text('box'))),
    element('blockMath', {
      latex: '\\href{javascript:alert(1)}{x} \\includegraphics{//elsewhere.example/x}',
    }),
    element(
      'codeBlock',
      { language: 'mermaid' },
      text('graph LR\nA["<img src=https://elsewhere.example/y>"]'),
    ),
    element(
      'table',
      {},
      element('tableRow', {}, element('tableCell', { colspan: 1e9 }, element('paragraph'))),
    ),
    element('hologram', {}, element('paragraph', {}, text('from the future'))),
    element('noteLink', { id: script, label: 'loose' }),
    element('paragraph', {}, text('the end')),
  ]);
  const updates: unknown[] = [];
  mallory.doc.on('update', (update) => updates.push(update));
  await openNote(grace.page, note.id);
  await expect(textOf(grace.page)).toContainText('the end');
  await expect(textOf(grace.page)).toContainText('cannot be shown here');
  await expect(textOf(grace.page).locator('a[href^="javascript"], script, img[src^="http"]')).toHaveCount(0);
  await openNote(ada.page, note.id);
  await expect(textOf(ada.page)).toContainText('the end');
  await focusText(ada.page);
  await ada.page.keyboard.press('Control+End');
  expect(updates, 'nobody typed').toEqual([]);
  await ada.page.keyboard.type(', really');
  await expectSaved(ada.page);
  await expect(textOf(grace.page)).toContainText('the end, really');
  const names = mallory.body.toArray().map((each) => each.toString().split(/[ >]/)[0]);
  expect(names).toEqual(expect.arrayContaining(['<hologram', '<table', '<notelink', '<image']));
  mallory.close();
  expect(await grace.page.title()).not.toBe('owned');
  expect(requests.filter((url) => url.includes('elsewhere'))).toEqual([]);
  // The browser of these tests refuses a service worker, which is another story.
  expect(errors.filter((message) => !message.includes('waiting'))).toEqual([]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in a note with all blocks, ${colorScheme}`, async ({ visit, server }) => {
    const { page, person } = await visit('Ada', { colorScheme, reducedMotion: 'reduce' });
    const complaints: string[] = [];
    page.on(
      'console',
      (message) => message.text().includes('inline style') && complaints.push(message.text()),
    );
    const note = await person.createNote({ title: 'All blocks' });
    const client = await connectHocuspocus(server.url, note.id, () => person.token());
    client.body.push(allBlocks());
    await client.saved();
    await openNote(page, note.id);
    await expect(page.getByRole('img', { name: /^Diagram/ })).toBeVisible();
    await expect(textOf(page).locator('.hljs-keyword').first()).toBeVisible();
    await expect(textOf(page).locator('.katex')).toHaveCount(2);
    const { violations } = await new AxeBuilder({ page }).disableRules('region').analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.target)])).toEqual([]);
    expect(complaints).toEqual([]);
    client.close();
  });
}
