/** `npm run dev`: the server restarts and the page reloads when their sources change. */
import { join } from 'node:path';
import { startChild, waitForAll } from './children.mjs';
import { nodePath, PrepareError, prepare } from './prepare.mjs';

const root = join(import.meta.dirname, '..');

try {
  await prepare({ build: false });
  const port = process.env.PORT || '3000';
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  process.exitCode = await waitForAll([
    startChild(nodePath(), ['--watch', '--watch-preserve-output', join(root, 'server/src/main.ts')], {
      PORT: port,
      NODE_ENV: 'development',
    }),
    startChild(nodePath(), [vite, join(root, 'client'), '--clearScreen=false'], {
      SERVER_URL: `http://127.0.0.1:${port}`,
    }),
  ]);
} catch (error) {
  if (!(error instanceof PrepareError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
