import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { a_map, drawnWidths, dropPicture, imagesOf, pasteFile, pastePictures } from './support/files.ts';
import { signUp } from '../../server/test/people.ts';
import { expectSaved, focusText, openNote, syncWord, textOf, typeAtEnd } from './support/note-page.ts';
import { appIsStored, openBrowser } from './support/own-browser.ts';
import { shareNote } from './support/share-note.ts';

test('images that are pasted are uploaded, seen by another person, and there after a reload', async ({
  visit,
}) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const note = await ada.person.createNote({ title: 'Maps' });
  await shareNote(ada.person, note.id, grace.person, 'viewer');
  await openNote(ada.page, note.id);
  await openNote(grace.page, note.id);
  await typeAtEnd(ada.page, 'Before');
  await pastePictures(ada.page, a_map, { ...a_map, name: 'route.png', wide: 300, color: 'crimson' });
  await expect.poll(() => drawnWidths(ada.page)).toEqual([600, 300]);
  await ada.page.keyboard.type('After');
  await expectSaved(ada.page);

  await expect.poll(() => drawnWidths(grace.page)).toEqual([600, 300]);
  await expect(imagesOf(grace.page).getByRole('img', { name: 'map.png' })).toBeVisible();
  await expect(textOf(grace.page)).toContainText('After');

  await ada.page.reload();
  await expect.poll(() => drawnWidths(ada.page)).toEqual([600, 300]);
  await expect(imagesOf(ada.page).locator('.media-upload')).toHaveText(['', '']);
});

test('O2: an image that is pasted offline is there after the page was left, and goes up with the network', async ({
  visit,
}) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const note = await ada.person.createNote({ title: 'On the train' });
  await shareNote(ada.person, note.id, grace.person);
  await openNote(ada.page, note.id);
  await expectSaved(ada.page);
  await ada.context.setOffline(true);
  await pastePictures(ada.page, a_map);
  await expect.poll(() => drawnWidths(ada.page)).toEqual([600]);
  await expect(imagesOf(ada.page)).toContainText('On this device');
  await ada.page.close();

  const page = await ada.context.newPage();
  await ada.context.setOffline(false);
  await openNote(page, note.id);
  await expect.poll(() => drawnWidths(page)).toEqual([600]);
  await openNote(grace.page, note.id);
  await expect.poll(() => drawnWidths(grace.page)).toEqual([600]);
});

test('O1, O2: with the server gone and the browser closed, images that were seen or pasted are there, and go up later', async ({
  freshServer,
  launchOptions,
}) => {
  test.slow();
  const person = await signUp(freshServer.url, 'Ada');
  const note = await person.createNote({ title: 'Kept' });
  const browser = await openBrowser(launchOptions, person, freshServer.url);
  const first = await browser.page();
  await openNote(first, note.id);
  await pastePictures(first, a_map);
  await expect(imagesOf(first).locator('.media-upload')).toHaveText('');
  await expectSaved(first);
  await appIsStored(first);

  await freshServer.kill9();
  await browser.closeAndOpen();
  const second = await browser.page();
  await openNote(second, note.id);
  await expect.poll(() => drawnWidths(second)).toEqual([600]);
  await second.keyboard.press('Control+End');
  await pastePictures(second, { ...a_map, name: 'second.png', wide: 200 });
  await expect.poll(async () => (await drawnWidths(second)).sort()).toEqual([200, 600]);

  await browser.closeAndOpen();
  const third = await browser.page();
  await openNote(third, note.id);
  await expect.poll(async () => (await drawnWidths(third)).sort()).toEqual([200, 600]);
  await freshServer.start();
  await expect(imagesOf(third).locator('.media-upload')).toHaveText(['', ''], { timeout: 30_000 });
  // The socket comes back in its own time.
  await expect(syncWord(third)).toHaveAttribute('data-sync', 'saved', { timeout: 45_000 });
  await browser.close();
});

test('images are dropped where they are wanted, and made smaller with the mouse', async ({ visit }) => {
  const { page, person } = await visit('Ada');
  const note = await person.createNote({ title: 'Dropped' });
  await openNote(page, note.id);
  await typeAtEnd(page, 'first\nsecond');
  await dropPicture(page, a_map, textOf(page).getByText('first'));
  await expect.poll(() => drawnWidths(page)).toEqual([600]);
  const kinds = () =>
    textOf(page)
      .locator('> *')
      .evaluateAll((blocks) => blocks.map(({ tagName }) => tagName));
  expect(await kinds()).toEqual(['P', 'FIGURE', 'P']);

  const image = imagesOf(page).getByRole('img');
  const before = (await image.boundingBox())?.width ?? 0;
  await image.hover();
  const handle = await imagesOf(page).getByRole('slider').boundingBox();
  const [x, y] = [(handle?.x ?? 0) + 12, (handle?.y ?? 0) + (handle?.height ?? 0) / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 100, y, { steps: 4 });
  await page.mouse.up();
  // In the middle of its column: both edges move.
  await expect
    .poll(async () => Math.round((before - ((await image.boundingBox())?.width ?? 0)) / 20))
    .toBe(10);
  await expectSaved(page);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await image.boundingBox())?.width).toBe(before);
});

test('a picture that is not there yet says so, and appears when it is', async ({ visit }) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const note = await ada.person.createNote({ title: 'Slow' });
  await shareNote(ada.person, note.id, grace.person);
  await ada.context.route('**/attachments/**', (route) => route.abort());
  await openNote(ada.page, note.id);
  await openNote(grace.page, note.id);
  await pastePictures(ada.page, a_map);
  await expect(imagesOf(grace.page)).toContainText('Not here yet');
  const height = await imagesOf(grace.page).evaluate((image) => image.clientHeight);
  await ada.context.unroute('**/attachments/**');
  await expect.poll(() => drawnWidths(grace.page), { timeout: 30_000 }).toEqual([600]);
  expect(await imagesOf(grace.page).evaluate((image) => image.clientHeight)).toBe(height);
});

test('what the server refuses is said on the block, and tried again by hand', async ({ visit }) => {
  const ada = await visit('Ada');
  const note = await ada.person.createNote({ title: 'Full' });
  await openNote(ada.page, note.id);
  await ada.context.route('**/attachments/**', (route) =>
    route.fulfill({
      status: 413,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: 'urn:scriptorium:error:quota_reached',
        kind: 'quota_reached',
        title: 'There is no room left',
        status: 413,
        detail: 'Full.',
        request_id: 'r',
      }),
    }),
  );
  await pastePictures(ada.page, a_map);
  await expect(imagesOf(ada.page)).toContainText('no room left');
  // The text is on the server, the picture is not: the note is not saved.
  await expect(syncWord(ada.page)).toHaveAttribute('data-sync', 'not_saved');
  await expect.poll(() => drawnWidths(ada.page)).toEqual([600]);
  await ada.context.unroute('**/attachments/**');
  await imagesOf(ada.page).getByRole('button', { name: 'Try again' }).click();
  await expect(imagesOf(ada.page).locator('.media-upload')).toHaveText('');
  await expectSaved(ada.page);
  await ada.page.reload();
  await expect.poll(() => drawnWidths(ada.page)).toEqual([600]);
});

test('a file that is too large is explained and not put in; others come as a block to download', async ({
  visit,
}) => {
  const ada = await visit('Ada');
  const note = await ada.person.createNote({ title: 'Papers' });
  await openNote(ada.page, note.id);
  await pasteFile(ada.page, 'film.mp4', 25 * 1024 * 1024 + 1);
  await expect(ada.page.getByRole('status').filter({ hasText: '“film.mp4” is too large' })).toBeVisible();
  await pasteFile(ada.page, 'paper.pdf', 1536, 'application/pdf');
  const file = textOf(ada.page).locator('.media-file');
  await expect(file).toHaveCount(1);
  await expect(file).toContainText('paper.pdf');
  await expect(file).toContainText('PDF, 2 kB');
  const download = ada.page.waitForEvent('download');
  await file.getByRole('button', { name: 'Download paper.pdf' }).click();
  expect((await download).suggestedFilename()).toBe('paper.pdf');
  expect(await readFile(await (await download).path())).toHaveLength(1536);
});

test('alternative text, caption and width are set by the keyboard alone', async ({ visit }) => {
  const ada = await visit('Ada');
  const note = await ada.person.createNote({ title: 'Words' });
  await openNote(ada.page, note.id);
  await pastePictures(ada.page, a_map);
  const image = imagesOf(ada.page);
  await expect.poll(() => drawnWidths(ada.page)).toEqual([600]);
  const { keyboard } = ada.page;
  // From the text below back to the image, and into its controls.
  await keyboard.press('ArrowUp');
  await expect(image).toHaveClass(/ProseMirror-selectednode/);
  await keyboard.press('Tab');
  await expect(image.getByRole('button', { name: 'Alternative text' })).toBeFocused();
  await keyboard.press('Enter');
  await keyboard.type('A map of the Tiergarten');
  await keyboard.press('Escape');
  await expect(image).toHaveClass(/ProseMirror-selectednode/);
  await expect(image.getByRole('img', { name: 'A map of the Tiergarten' })).toBeVisible();

  const width = image.getByRole('slider', { name: 'Width of the image' });
  const before = Number(await width.getAttribute('aria-valuenow'));
  await width.focus();
  await keyboard.press('ArrowLeft');
  await expect(width).toHaveAttribute('aria-valuenow', String(before - 5));
  await keyboard.press('Tab');
  await expect(image.getByRole('textbox', { name: 'Caption' })).toBeFocused();
  await keyboard.type('Where we met');
  await keyboard.press('Enter');
  await expect(textOf(ada.page)).toBeFocused();
  await expectSaved(ada.page);

  await ada.page.reload();
  await expect(image.getByRole('textbox', { name: 'Caption' })).toHaveValue('Where we met');
  await image.getByRole('img', { name: 'A map of the Tiergarten' }).hover();
  await expect(width).toHaveAttribute('aria-valuenow', String(before - 5));
});

test('an image that is copied into another note shows there, also for who cannot see the first', async ({
  visit,
}) => {
  const ada = await visit('Ada');
  const grace = await visit('Grace');
  const from = await ada.person.createNote({ title: 'From' });
  const to = await ada.person.createNote({ title: 'To' });
  await shareNote(ada.person, to.id, grace.person, 'viewer');
  await openNote(ada.page, from.id);
  await pastePictures(ada.page, a_map);
  await expect.poll(() => drawnWidths(ada.page)).toEqual([600]);
  await expect(imagesOf(ada.page).locator('.media-upload')).toHaveText('');
  await ada.page.keyboard.press('Control+A');
  const copied = await textOf(ada.page).evaluate((editor) => {
    const data = new DataTransfer();
    editor.dispatchEvent(
      new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }),
    );
    return data.getData('text/html');
  });
  expect(copied).toContain(from.id);
  await openNote(ada.page, to.id);
  await focusText(ada.page);
  await textOf(ada.page).evaluate((editor, html) => {
    const data = new DataTransfer();
    data.setData('text/html', html);
    editor.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, copied);
  await expect.poll(() => drawnWidths(ada.page)).toEqual([600]);
  await openNote(grace.page, to.id);
  await expect.poll(() => drawnWidths(grace.page)).toEqual([600]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`images and files are accessible, ${colorScheme}: axe finds nothing`, async ({ visit }) => {
    const { page, person } = await visit('Ada', { colorScheme, reducedMotion: 'reduce' });
    const note = await person.createNote({ title: 'Everything' });
    await openNote(page, note.id);
    await pasteFile(page, 'paper.pdf', 1536, 'application/pdf');
    await pastePictures(page, a_map);
    await expect.poll(() => drawnWidths(page)).toEqual([600]);
    await imagesOf(page).getByRole('img').click();
    await expect(imagesOf(page).getByRole('slider')).toBeVisible();
    await expectNothingFound(page);
    await imagesOf(page).getByRole('button', { name: 'Show large' }).click();
    await expect(page.getByRole('dialog', { name: 'map.png' })).toBeVisible();
    await expectNothingFound(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
}

async function expectNothingFound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}
