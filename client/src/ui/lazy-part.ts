/**
 * Code that is fetched when it is first needed, and, so that it is there when the network is not, as soon as the page
 * has nothing better to do. A part that cannot be fetched is missing, said in a toast; the page around it goes on.
 */
import { type ComponentType, lazy } from 'react';
import { t } from '../lib/i18n/i18n.ts';
import { showToast } from './toast.tsx';

type Load = () => Promise<unknown>;

const loaders = new Set<Load>();
/** How long a browser that is never idle may put it off. */
const idle_ms_max = 2_000;
let isPreloading = false;

export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  loaders.add(load);
  // The part may belong to one that came late itself, as all those of the editor do.
  if (isPreloading) whenIdle(() => void load().catch(() => {}));
  return lazy(async () => ({ default: await load().catch((): ComponentType<Props> => missing) }));
}

/** Fetches all parts, those that are known by now and those that will be, when the browser is idle. */
export function preloadParts(): void {
  isPreloading = true;
  whenIdle(() => {
    for (const load of loaders) load().catch(() => {});
  });
}

function whenIdle(run: () => void): void {
  const { requestIdleCallback } = globalThis as Partial<typeof globalThis>;
  if (requestIdleCallback) requestIdleCallback(run, { timeout: idle_ms_max });
  else setTimeout(run, 1_000);
}

function missing(): null {
  queueMicrotask(() => showToast(t('app.partMissing')));
  return null;
}
