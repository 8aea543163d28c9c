/**
 * The page's side of the service worker (`src/sw/sw.ts`): it is registered, asked from time to time whether there is a
 * newer one, and told when it may fetch what can come late. A newer one waits until the person wants it.
 */
import { askForReload, flushAll } from '../lib/reload-wish.ts';
import { whenIdle } from '../ui/when-idle.ts';

const check_every_ms = 30 * 60_000;
const take_over_ms_max = 5_000;

let isReloading = false;

export async function startServiceWorker(): Promise<void> {
  // In development every file changes all the time.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  let isFirst = serviceWorker.controller === null;
  serviceWorker.addEventListener('controllerchange', () => {
    if (!isFirst && !isReloading) askForReload('updated_elsewhere');
    isFirst = false;
  });
  const registration = await serviceWorker.register('/sw.js', { updateViaCache: 'none' });
  // A browser that is told to have none answers with nothing.
  if (!registration) return;
  announceWaiting(registration);
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', () => announceWaiting(registration));
  });
  checkFromTimeToTime(registration);
  await serviceWorker.ready;
  fetchLateWhenIdle(registration);
}

/** The click: what is being written gets to the disk, then the newest version that can be had is shown. */
export async function reloadSafely(): Promise<void> {
  await flushAll();
  isReloading = true;
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration) await takeNewest(registration);
  location.reload();
}

function announceWaiting({ waiting }: ServiceWorkerRegistration): void {
  // Without a controller it is the first visit, or one past the cache: this page is fresh.
  if (waiting && navigator.serviceWorker.controller) askForReload('new_version');
}

function checkFromTimeToTime(registration: ServiceWorkerRegistration): void {
  let checkedAt = Date.now();
  const check = () => {
    if (document.hidden || Date.now() - checkedAt < check_every_ms) return;
    checkedAt = Date.now();
    // Offline: the next time.
    registration.update().catch(() => {});
  };
  setInterval(check, check_every_ms);
  document.addEventListener('visibilitychange', check);
}

function fetchLateWhenIdle(registration: ServiceWorkerRegistration): void {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (connection?.saveData) return;
  whenIdle(() => registration.active?.postMessage({ type: 'FETCH_LATE' }));
}

/** Looks for a newer one, as the server may be, and hands the page over to it. */
async function takeNewest(registration: ServiceWorkerRegistration): Promise<void> {
  await registration.update().catch(() => {});
  if (registration.installing) await settled(registration.installing);
  const { waiting } = registration;
  if (!waiting) return;
  const isTaken = new Promise<void>((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
    // The page is loaded anew all the same: with the old version nothing is lost either.
    setTimeout(resolve, take_over_ms_max);
  });
  waiting.postMessage({ type: 'SKIP_WAITING' });
  await isTaken;
}

function settled(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve) => {
    worker.addEventListener('statechange', () => resolve(), { once: true });
    setTimeout(resolve, take_over_ms_max);
  });
}
