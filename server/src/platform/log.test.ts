import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

const program = `
import { makeLog } from ${JSON.stringify(new URL('./log.ts', import.meta.url).href)};
const log = makeLog('info');
process.stdin.on('end', () => {
  for (let line = 0; line < 400; line++) log.info('x'.repeat(4_000));
  process.exit(0);
}).resume();
process.stderr.write('ready');
`;

it('a log whose reader has gone does not keep the process from ending', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
  await once(child.stderr, 'data');
  // More than the pipe takes is written before its end is closed.
  child.stdin.end();
  setTimeout(() => child.stdout.destroy(), 300);
  const timer = setTimeout(() => child.kill('SIGKILL'), 4_000);
  const ended = await once(child, 'exit');
  clearTimeout(timer);
  expect(ended).toEqual([0, null]);
});
