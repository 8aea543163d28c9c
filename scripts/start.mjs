/** `npm start`: from a fresh clone to a running installation; the next time straight to it. */
import { join } from 'node:path';
import { startChild, waitForAll } from './children.mjs';
import { nodePath, PrepareError, prepare } from './prepare.mjs';

try {
  await prepare({ build: true });
  process.exitCode = await waitForAll([
    startChild(nodePath(), [join(import.meta.dirname, '../server/src/main.ts')]),
  ]);
} catch (error) {
  if (!(error instanceof PrepareError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
