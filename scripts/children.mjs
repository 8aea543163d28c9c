/** Programs that this script stands for: signals go to them, and they end with it. */
import { spawn } from 'node:child_process';

/** npm, asked to end, leaves the script that it runs behind: how often that is looked for, in milliseconds. */
const parent_check_ms = 500;

/**
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env] laid over this process'
 */
export function startChild(command, args, env = {}) {
  // The IPC channel is the leash: when this process is killed, the server sees it break and stops by itself.
  return spawn(command, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  });
}

/**
 * Waits until the first of them ends, then ends the others. A Ctrl-C reaches the whole foreground group by itself; the
 * server takes a second signal for the same wish.
 *
 * @param {import('node:child_process').ChildProcess[]} children
 * @returns {Promise<number>} the exit code of the first that ended
 */
export async function waitForAll(children) {
  let wishedFor = false;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      wishedFor = true;
      for (const child of children) child.kill(signal === 'SIGINT' ? 'SIGTERM' : signal);
    });
  }
  const parent = process.ppid;
  const parentCheck = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(parentCheck);
    wishedFor = true;
    for (const child of children) child.kill('SIGTERM');
  }, parent_check_ms);
  const ends = children.map(
    (child) =>
      new Promise((resolve) => {
        child.on('error', () => resolve(1));
        child.on('exit', (code, signal) => resolve(code ?? (signal && wishedFor ? 0 : 1)));
      }),
  );
  const code = await Promise.race(ends);
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(ends);
  clearInterval(parentCheck);
  return code;
}
