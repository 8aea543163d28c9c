/**
 * Builds `src/sw/sw.ts` after the app, and tells it the files of this build: the ones that it stores before the app is
 * said to work offline, and those that come later.
 */
import { join, resolve } from 'node:path';
import type { PluginOption } from 'vite';
import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa';
import { chunksSoon, filesOf, gzipBytes, readChunks } from './chunks.ts';

type Transform = NonNullable<NonNullable<VitePWAOptions['injectManifest']>['manifestTransforms']>[number];

const file_bytes_max = 8_000_000;

export function serviceWorker(): PluginOption {
  let dist = '';
  return [
    {
      name: 'service-worker-folder',
      configResolved({ root, build }) {
        dist = resolve(root, build.outDir);
      },
    },
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/sw',
      filename: 'sw.ts',
      // The page registers it by itself (`src/app/service-worker.ts`), and the manifest is a file in `public/`.
      injectRegister: false,
      manifest: false,
      injectManifest: {
        rollupFormat: 'iife',
        globPatterns: ['index.html', 'theme.js', 'favicon.svg', 'manifest.webmanifest', 'assets/**'],
        dontCacheBustURLsMatching: /^assets\//,
        maximumFileSizeToCacheInBytes: file_bytes_max,
        manifestTransforms: [(entries) => ({ manifest: markLate(entries, dist), warnings: [] })],
      },
    }),
  ];
}

/** `late`: the app opens and is written in without it. */
function markLate(entries: Parameters<Transform>[0], dist: string): Parameters<Transform>[0] {
  const chunks = readChunks(dist);
  const soon = chunksSoon(chunks, (file) => gzipBytes(join(dist, file)));
  const files = filesOf(chunks, soon);
  return entries.map((entry) =>
    entry.url.startsWith('assets/') && !files.has(entry.url) ? { ...entry, late: true } : entry,
  );
}
