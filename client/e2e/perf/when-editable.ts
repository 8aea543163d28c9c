/** In a page: when the note in it could be written, and what had been fetched by then. */
import type { BrowserContext, Page } from '@playwright/test';

export interface Editable {
  /** Since the navigation began, in milliseconds. */
  ms: number;
  /** Paths of the scripts that were there. */
  scripts: string[];
}

declare global {
  interface Window {
    scriptoriumEditable?: Editable;
  }
}

/** Call it before the page is opened. @param isBusy nothing is fetched ahead: the browser never finds itself idle */
export async function watchEditable(context: BrowserContext, { isBusy = false } = {}): Promise<void> {
  await context.addInitScript((neverIdle) => {
    if (neverIdle) window.requestIdleCallback = () => 0;
    const look = () => {
      if (!document.querySelector('.prose[contenteditable="true"]')) return;
      observer.disconnect();
      const ms = performance.now();
      const scripts = (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
        .filter(({ name, responseEnd }) => /\.js$/.test(name) && responseEnd > 0 && responseEnd <= ms)
        .map(({ name }) => new URL(name).pathname);
      window.scriptoriumEditable = { ms, scripts: [...new Set(scripts)] };
    };
    const observer = new MutationObserver(look);
    observer.observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['contenteditable'],
    });
  }, isBusy);
}

export async function whenEditable(page: Page): Promise<Editable> {
  const handle = await page.waitForFunction(() => window.scriptoriumEditable);
  return (await handle.jsonValue()) as Editable;
}
