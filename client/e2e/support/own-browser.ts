/** A browser with a folder of its own: it can be closed and opened again, and finds what it stored. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type LaunchOptions, type Page } from '@playwright/test';
import type { TestPerson } from '../../../server/test/people.ts';
import { cookiesOf } from './cookies.ts';

export interface OwnBrowser {
  readonly context: BrowserContext;
  page(): Promise<Page>;
  /** All of it, and opened again as after a night. */
  closeAndOpen(): Promise<void>;
  close(): Promise<void>;
}

export async function openBrowser(
  launchOptions: LaunchOptions,
  person: TestPerson,
  url: string,
): Promise<OwnBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'scriptorium-browser-'));
  const launch = () =>
    chromium.launchPersistentContext(folder, { ...launchOptions, baseURL: url, serviceWorkers: 'allow' });
  let context = await launch();
  // A cookie without an end would end with the browser.
  const expires = Date.now() / 1000 + 24 * 60 * 60;
  await context.addCookies(cookiesOf(person, url).map((cookie) => ({ ...cookie, expires })));
  return {
    get context() {
      return context;
    },
    page: () => context.newPage(),
    async closeAndOpen() {
      await context.close();
      context = await launch();
    },
    async close() {
      await context.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The app is on this device: its worker has stored it, and answers for it. */
export async function appIsStored(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active?.state === 'activated') return;
    await new Promise((resolve) => active?.addEventListener('statechange', resolve, { once: true }));
  });
}
