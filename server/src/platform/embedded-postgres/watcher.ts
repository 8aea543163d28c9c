/**
 * Ends Postgres when the server is gone without having said goodbye (`kill -9`, out of memory). A shell that waits at
 * a pipe: the system closes the server's end whatever the server died of. 1 MB, and no timer to get wrong.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Watcher {
  /** The server ends Postgres itself, or has lost it to another start: the watcher leaves and touches nothing. */
  release(): void;
}

/**
 * $1 is `postmaster.pid`, $2 the process that is watched. A line on stdin releases; the end of stdin means the server
 * died. The number is believed only while the file says the same, as another process may have it by then; the file
 * may be some moments late when the server died right after it started Postgres.
 */
const script = `
trap '' HUP INT TERM
read -r released && exit 0
tries=0
while [ "$tries" -lt 50 ] && kill -0 "$2" 2>/dev/null; do
  if [ -r "$1" ] && read -r pid < "$1" && [ "$pid" = "$2" ]; then kill -INT "$2"; exit 0; fi
  tries=$((tries + 1))
  sleep 0.1
done`;

export function watch(clusterDir: string, pid: number): Watcher {
  const child = spawn(
    '/bin/sh',
    ['-c', script, 'scriptorium-watcher', join(clusterDir, 'postmaster.pid'), String(pid)],
    {
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  );
  // A watcher that was ended by somebody has nothing to be told.
  child.stdin.on('error', () => {});
  child.unref();
  return { release: () => child.stdin.end('released\n') };
}
