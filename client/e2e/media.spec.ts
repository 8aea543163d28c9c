import { readFile } from 'node:fs/promises';
import { expect, test } from './support/app.ts';
import { a_map, drawnWidths, imagesOf, pasteFile, pastePictures } from './support/files.ts';
import { expectSaved, openNote, textOf, typeAtEnd } from './support/note-page.ts';
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
  await expect.poll(() => drawnWidths(ada.page)).toEqual([600]);
  await ada.context.unroute('**/attachments/**');
  await imagesOf(ada.page).getByRole('button', { name: 'Try again' }).click();
  await expect(imagesOf(ada.page).locator('.media-upload')).toHaveText('');
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
  await textOf(ada.page).focus();
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
