/**
 * The service worker: the app opens and works without its server. It stores the app's own files and nothing else; what
 * the API answers is never stored here.
 *
 * One cache holds the files of all versions: a name with a hash means the same content for ever. What a version needs to
 * open and to be written in is there when it is installed (`soon`). The rest (diagrams, formulas, emoji: `late`) is
 * fetched when the page says that it has nothing better to do, or when it is first asked for.
 *
 * A new version is installed beside the old one and waits: until no page of the old one is open, or until somebody asks
 * for it. Then other tabs still run the old one, so its files stay until a single window is left.
 */
import { clientsClaim } from 'workbox-core';
import { PrecacheController, type PrecacheEntry, PrecacheRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';

declare const self: ServiceWorkerGlobalScope;

const cacheName = 'scriptorium';
/** What the server answers itself; everything else is an address in the app. */
const server_paths = /^\/(api|s|sync|yjs|assets|healthz|readyz|metrics)([/?]|$)/;

const files = self.__WB_MANIFEST as (PrecacheEntry & { late?: true })[];
const late = files.filter((file) => file.late).map((file) => new URL(file.url, self.location.href).href);
const soon = new PrecacheController({ cacheName });
soon.addToCacheList(files.filter((file) => !file.late));

registerRoute(new NavigationRoute(soon.createHandlerBoundToURL('index.html'), { denylist: [server_paths] }));
registerRoute(new PrecacheRoute(soon));
// Those that are late, and those of the version that another tab still runs.
registerRoute(
  ({ sameOrigin, url }) => sameOrigin && url.pathname.startsWith('/assets/'),
  new CacheFirst({ cacheName }),
);

self.addEventListener('install', (event) => event.waitUntil(soon.install(event)));
self.addEventListener('activate', (event) => event.waitUntil(removeOldFiles()));
// The page of the first visit is served from here at once, should the network go while it is open.
clientsClaim();

self.addEventListener('message', (event) => {
  // What `workbox-window` sends when the person wants the new version.
  if (event.data?.type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
  if (event.data?.type === 'FETCH_LATE') event.waitUntil(fetchLate().then(removeOldFiles));
});

/** One after the other: whatever the person does meanwhile goes first. */
async function fetchLate(): Promise<void> {
  const cache = await caches.open(cacheName);
  for (const url of late) {
    if (await cache.match(url)) continue;
    // Without a network the next visit goes on; a file that is gone belongs to a version that is over.
    await cache.add(url).catch(() => {});
  }
}

async function removeOldFiles(): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const { installing, waiting } = self.registration;
  // Another tab may run another version; a newer one has just stored what it needs.
  if (windows.length > 1 || installing || waiting) return;
  const wanted = new Set([...soon.getURLsToCacheKeys().values(), ...late]);
  const cache = await caches.open(cacheName);
  for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
}
