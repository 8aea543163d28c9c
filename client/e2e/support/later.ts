import type { Page } from '@playwright/test';

/** The page's clock goes on by so much. */
export async function later(page: Page, by_ms: number): Promise<void> {
  await page.evaluate((ms) => {
    const { now } = Date;
    Date.now = () => now() + ms;
  }, by_ms);
}
