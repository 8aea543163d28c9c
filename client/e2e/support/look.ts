/** Looking at a screen: what axe finds, whether everything fits, and a picture for people. */
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page, TestInfo } from '@playwright/test';
import { expect } from './app.ts';

export const sizes: Record<'desktop' | 'phone', BrowserContextOptions> = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

/** @returns what the page complains of in the console from now on */
export function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

export async function lookAt(page: Page, picture: string): Promise<void> {
  await settle(page);
  await page.screenshot({ path: picture });
  const { violations } = await new AxeBuilder({ page })
    // Base UI's focus guards are hidden and focusable on purpose: they send the focus on.
    .exclude('[data-base-ui-focus-guard]')
    // What opens over the page (menus) is in no landmark.
    .disableRules('region')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
  expect(found, picture).toEqual([]);
  await expectFits(page);
}

export async function lookInBothThemes(page: Page, info: TestInfo, picture: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await lookAt(page, info.outputPath(`${picture}-${colorScheme}.png`));
  }
}

/** Nothing has to be scrolled sideways, and nothing that says something is cut off at the side. */
export async function expectFits(page: Page): Promise<void> {
  const sideways = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main, aside nav, [role="dialog"]')].flatMap(
      (element) =>
        element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0
          ? [`${element.tagName} ${element.scrollWidth} > ${element.clientWidth}`]
          : [],
    ),
  );
  expect(sideways, page.url()).toEqual([]);
}

/** Fonts are there and nothing moves any more. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const running = document.getAnimations().filter(({ effect }) => {
      const { iterations = 1 } = effect?.getComputedTiming() ?? {};
      return iterations !== Number.POSITIVE_INFINITY;
    });
    await Promise.allSettled(running.map(({ finished }) => finished));
  });
}
