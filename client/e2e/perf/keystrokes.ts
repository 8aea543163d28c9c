/**
 * From a key to the pixels of a long note, while somebody else types ten characters a second in it.
 *
 * A key is pressed every 100 ms (DevTools' `Input.dispatchKeyEvent`, so it takes the way of a real one). The clock starts
 * with the event's own time stamp, when the browser got the key, and stops in the first task after the frame that shows
 * it: a message posted from that frame's `requestAnimationFrame`, which the browser runs when style, layout and paint are
 * done. Chromium runs without a frame rate, so a frame begins as soon as there is something to show: what is counted is
 * the page's work, not the wait for a screen of 60 Hz, which would add up to 16.7 ms to each key of any program. Motion is
 * reduced: without a frame rate, each fading of 100 ms is hundreds of frames that no screen would ask for.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { BrowserContext, Page } from '@playwright/test';
import type { TestPerson } from '../../../server/test/people.ts';
import { textOf } from '../support/note-page.ts';

export const without_frame_rate = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

const keys = 150;
/** Code that has not run before is slow once, for any note. */
const warm_up_keys = 20;
const key_every_ms = 100;

declare global {
  interface Window {
    scriptoriumKeys: number[];
  }
}

/** @returns milliseconds, one for each key */
export async function typeBesideAnother(
  context: BrowserContext,
  { url, person, noteId }: { url: string; person: TestPerson; noteId: string },
): Promise<number[]> {
  const other = fork(new URL('./other-typist.ts', import.meta.url), [url, noteId, await person.token()]);
  try {
    await Promise.race([once(other, 'message'), failed(once(other, 'exit'))]);
    const page = await context.newPage();
    await page.goto(`/notes/${noteId}`);
    await textOf(page).locator(':scope[contenteditable="true"]').waitFor({ timeout: 60_000 });
    await page.locator('[data-sync="saved"]').waitFor({ timeout: 60_000 });
    await toTheSecondParagraph(page);
    await timeKeys(page);
    for (let typed = 0; typed < warm_up_keys + keys; typed++) {
      const begin = performance.now();
      await page.keyboard.press(typed % 6 === 5 ? 'Space' : 'x');
      await page.waitForTimeout(Math.max(0, key_every_ms - (performance.now() - begin)));
    }
    const measured = await page.evaluate(() => window.scriptoriumKeys);
    await page.close();
    return measured.slice(warm_up_keys);
  } finally {
    if (other.connected) other.disconnect();
  }
}

async function failed(end: Promise<unknown>): Promise<never> {
  await end;
  throw new Error('the other person could not type');
}

/** Near the beginning, so that all of the note comes after the caret. */
async function toTheSecondParagraph(page: Page): Promise<void> {
  await textOf(page).locator('> p').nth(1).click();
  await page.keyboard.press('End');
}

async function timeKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.scriptoriumKeys = [];
    const channel = new MessageChannel();
    const begun: number[] = [];
    channel.port1.onmessage = () => {
      const now = performance.now();
      for (const begin of begun.splice(0)) window.scriptoriumKeys.push(now - begin);
    };
    const onKey = (event: KeyboardEvent) => {
      requestAnimationFrame(() => {
        begun.push(event.timeStamp);
        channel.port2.postMessage(null);
      });
    };
    window.addEventListener('keydown', onKey, { capture: true });
  });
}
