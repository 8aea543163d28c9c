/** Files as people bring them into a note. */
import type { JSHandle, Locator, Page } from '@playwright/test';
import { focusText, textOf } from './note-page.ts';

export interface Picture {
  name: string;
  wide: number;
  high: number;
  color: string;
}

export const a_map: Picture = { name: 'map.png', wide: 600, high: 400, color: 'seagreen' };

/** Pastes pictures as a screenshot tool or a file manager would put them on the clipboard. */
export async function pastePictures(page: Page, ...pictures: Picture[]): Promise<void> {
  const data = await carry(page, pictures);
  await focusText(page);
  await textOf(page).evaluate((editor, clipboardData) => {
    editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, data);
}

/** Drops a picture from elsewhere at the end of a place. */
export async function dropPicture(page: Page, picture: Picture, place: Locator): Promise<void> {
  const dataTransfer = await carry(page, [picture]);
  const box = await place.boundingBox();
  if (!box) throw new Error('the place is not on the screen');
  const at = { clientX: box.x + box.width - 2, clientY: box.y + box.height / 2 };
  await place.dispatchEvent('drop', { dataTransfer, ...at, bubbles: true, cancelable: true });
}

function carry(page: Page, pictures: readonly Picture[]): Promise<JSHandle<DataTransfer>> {
  return page.evaluateHandle(async (wanted) => {
    const data = new DataTransfer();
    for (const { name, wide, high, color } of wanted) {
      const canvas = new OffscreenCanvas(wide, high);
      const context = canvas.getContext('2d');
      if (context) {
        context.fillStyle = color;
        context.fillRect(0, 0, wide, high);
      }
      data.items.add(new File([await canvas.convertToBlob()], name, { type: 'image/png' }));
    }
    return data;
  }, pictures);
}

/** Pastes a file of that many bytes. */
export async function pasteFile(page: Page, name: string, size_bytes: number, type = ''): Promise<void> {
  await focusText(page);
  await textOf(page).evaluate(
    (editor, file) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(file.size_bytes)], file.name, { type: file.type }));
      editor.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    },
    { name, size_bytes, type },
  );
}

/** The images of the note, those that are still to come included. */
export const imagesOf = (page: Page): Locator => textOf(page).locator('.media-image');

/** How wide the pictures are that are drawn, by their own pixels. */
export async function drawnWidths(page: Page): Promise<number[]> {
  return imagesOf(page)
    .locator('img')
    .evaluateAll((images) =>
      (images as HTMLImageElement[]).map((image) => (image.complete ? image.naturalWidth : 0)),
    );
}
