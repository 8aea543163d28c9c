/**
 * Code that is fetched when it is first needed, and, so that it is there when the network is not, as soon as the page
 * has nothing better to do. A part that cannot be fetched is missing, said in a toast; the page around it goes on.
 */
import { type ComponentType, lazy } from 'react';
import { t } from '../lib/i18n/i18n.ts';
import { showToast } from './toast.tsx';
import { whenIdle } from './when-idle.ts';

type Load = () => Promise<unknown>;

const loaders = new Set<Load>();
let isPreloading = false;

export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  loaders.add(load);
  // The part may belong to one that came late itself, as all those of the editor do.
  if (isPreloading) whenIdle(() => void load().catch(() => {}));
  return lazy(async () => ({ default: await load().catch((): ComponentType<Props> => missing) }));
}

/** As `lazyPart`, for what shows itself beside what the page was opened for: it is fetched, and shown, when the browser is idle. */
export function latePart<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazyPart(() => new Promise<void>(whenIdle).then(load));
}

/** Fetches all parts, those that are known by now and those that will be, when the browser is idle. */
export function preloadParts(): void {
  isPreloading = true;
  whenIdle(() => {
    for (const load of loaders) load().catch(() => {});
  });
}

function missing(): null {
  queueMicrotask(() => showToast(t('app.partMissing')));
  return null;
}
