/**
 * `npm run pictures`: the pictures of the history in README.md, taken of the built client with a server of its own, in
 * both themes. Written to `.github/`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { chromium as systemChromium } from '../../../scripts/checks/tools.mjs';
import { signUp } from '../../../server/test/people.ts';
import { startServer } from '../../../server/test/start-server.ts';
import type { Visitor } from '../support/app.ts';
import { cookiesOf } from '../support/cookies.ts';
import { cardOf, pastOf, settled } from '../support/history-page.ts';
import { writeLaunchPlan } from '../support/launch-plan.ts';

const folder = new URL('../../../.github/', import.meta.url).pathname;
const dataDir = mkdtempSync(join(tmpdir(), 'scriptorium-pictures-'));
const server = await startServer({ DATA_DIR: dataDir });
const executablePath = process.env.CHROMIUM_PATH ?? (await systemChromium.find());
const browser = await chromium.launch(executablePath ? { executablePath } : {});
try {
  const ada = await enter(browser, 'Ada Lovelace');
  const grace = await enter(browser, 'Grace Hopper');
  const noteId = await writeLaunchPlan({ url: server.url }, ada, grace);
  const { page } = ada;
  await page.goto(`/notes/${noteId}/history`);
  await page.getByLabel('Compared with').selectOption('Draft for the team');
  await settled(page);
  await pastOf(page).locator('del', { hasText: 'Print the posters.' }).hover();
  await cardOf(page).waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: join(folder, `history-${colorScheme}.png`) });
  }
} finally {
  await browser.close();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

async function enter(browser: Browser, name: string): Promise<Visitor> {
  const person = await signUp(server.url, name);
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 2,
  });
  await context.addCookies(cookiesOf(person, server.url));
  return { person, context, page: await context.newPage() };
}
