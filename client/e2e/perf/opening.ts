/**
 * How long a note takes to open, from the beginning of the navigation to the moment in which it can be written: for
 * somebody whose browser has never been here, for somebody who comes back, and with the server gone.
 */
import type { LaunchOptions } from '@playwright/test';
import type { TestPerson } from '../../../server/test/people.ts';
import type { TestServer } from '../../../server/test/start-server.ts';
import { textOf } from '../support/note-page.ts';
import { appIsStored, openBrowser } from '../support/own-browser.ts';
import { watchEditable, whenEditable } from './when-editable.ts';

export interface Opening {
  first_ms: number;
  warm_ms: number;
  offline_ms: number;
}

/** One round, with a browser of its own. The server is killed in it, and started again. */
export async function openThreeTimes(
  launchOptions: LaunchOptions,
  server: TestServer,
  person: TestPerson,
  noteId: string,
): Promise<Opening> {
  const browser = await openBrowser(launchOptions, person, server.url);
  const open = async () => {
    await watchEditable(browser.context);
    const page = await browser.page();
    await page.goto(`/notes/${noteId}`);
    const { ms } = await whenEditable(page);
    // What can be written is written, or the time means nothing.
    await textOf(page).press('x');
    await textOf(page).getByText('x').first().waitFor();
    return { page, ms };
  };
  try {
    const first = await open();
    await appIsStored(first.page);
    await first.page.locator('[data-sync="saved"]').waitFor();
    await browser.closeAndOpen();
    const warm = await open();
    await warm.page.locator('[data-sync="saved"]').waitFor();
    await server.kill9();
    await browser.closeAndOpen();
    const offline = await open();
    return { first_ms: first.ms, warm_ms: warm.ms, offline_ms: offline.ms };
  } finally {
    await browser.close();
    await server.startAgain();
  }
}
