/**
 * Code that is fetched when it is first needed, and, so that it is there when the network is not, as soon as the page
 * has nothing better to do. A part that cannot be fetched is missing, said in a toast; the page around it goes on.
 */
import { type ComponentType, lazy } from 'react';
import { t } from '../lib/i18n/i18n.ts';
import { showToast } from './toast.tsx';

const loaders = new Set<() => Promise<unknown>>();

export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  loaders.add(load);
  return lazy(async () => ({ default: await load().catch((): ComponentType<Props> => missing) }));
}

/** Fetches all parts that are known by now, when the browser is idle. */
export function preloadParts(): void {
  const whenIdle = globalThis.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 1_000));
  whenIdle(() => {
    for (const load of loaders) load().catch(() => {});
  });
}

function missing(): null {
  queueMicrotask(() => showToast(t('app.partMissing')));
  return null;
}
