/** Files as people bring them into a note. */
import { type Locator, type Page } from '@playwright/test';
import { textOf } from './note-page.ts';

export interface Picture {
  name: string;
  wide: number;
  high: number;
  color: string;
}

export const a_map: Picture = { name: 'map.png', wide: 600, high: 400, color: 'seagreen' };

/** Pastes pictures as a screenshot tool or a file manager would put them on the clipboard. */
export async function pastePictures(page: Page, ...pictures: Picture[]): Promise<void> {
  await textOf(page).focus();
  await textOf(page).evaluate(async (editor, wanted) => {
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
    editor.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, pictures);
}

/** Pastes a file of that many bytes. */
export async function pasteFile(page: Page, name: string, size_bytes: number, type = ''): Promise<void> {
  await textOf(page).focus();
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
