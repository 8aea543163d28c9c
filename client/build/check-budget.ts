/**
 * `npm run budget`: what a visitor's browser fetches before it shows the app, and before the first letter can be typed,
 * of the build in `client/dist`. Ends with 1 when it is more than allowed. That a browser fetches exactly this is
 * checked with one (`e2e/budget.spec.ts`).
 */
import { join } from 'node:path';
import { chunksOfShell, chunksToSignIn, chunksToType, gzipBytes, readChunks, scriptsOf } from './chunks.ts';

const budgets = [
  { name: 'to sign in', kilobytes_max: 150, chunksOf: chunksToSignIn },
  { name: 'before the editor', kilobytes_max: 150, chunksOf: chunksOfShell },
  { name: 'to type', kilobytes_max: 330, chunksOf: chunksToType },
];
const languages = ['en', 'de'];
const largest_shown = 8;

const dist = join(import.meta.dirname, '../dist');
const chunks = readChunks(dist);

for (const { name, kilobytes_max, chunksOf } of budgets) {
  for (const language of languages) {
    const files = scriptsOf(chunks, chunksOf(chunks, language))
      .map((file) => ({ file, bytes: gzipBytes(join(dist, file)) }))
      .sort((a, b) => b.bytes - a.bytes);
    const kilobytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
    const isOver = kilobytes > kilobytes_max;
    console.log(
      `${isOver ? '✗' : '✓'} JavaScript ${name}, ${language}: ${kilobytes.toFixed(1)} of ${kilobytes_max} kB gzip`,
    );
    if (!isOver) continue;
    process.exitCode = 1;
    for (const { file, bytes } of files.slice(0, largest_shown))
      console.log(`  ${(bytes / 1000).toFixed(1).padStart(6)}  ${file}`);
  }
}
