/**
 * A lazily fetched file that does not come: offline it will come later, and whoever wanted it says so. With the server
 * there, it belonged to a version that the server has replaced: then only a reload helps.
 */
import { askForReload } from '../lib/reload-wish.ts';

export function watchMissingParts(): void {
  // Vite's name for it; the failed `import()` rejects all the same.
  window.addEventListener('vite:preloadError', () => void explain());
}

async function explain(): Promise<void> {
  const isServerThere = await fetch('/healthz', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (isServerThere) askForReload('part_missing');
}
