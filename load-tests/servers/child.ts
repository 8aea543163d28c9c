/** A peer's program: a process of its own that says its port by IPC. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export type PeerProgram = 'stock-hocuspocus' | 'y-websocket-server';

export interface Peer {
  pid: number;
  /** `ws://host:port` */
  url: string;
  output(): string;
  /** @returns true when the process has ended within `ms` */
  terminate(ms: number): Promise<boolean>;
  kill9(): Promise<void>;
}

export async function startPeer(program: PeerProgram, env: Record<string, string>): Promise<Peer> {
  const child = fork(fileURLToPath(new URL(`../peers/${program}.mjs`, import.meta.url)), {
    env: { ...(process.env.PATH ? { PATH: process.env.PATH } : {}), ...env },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output = (output + chunk).slice(-20_000);
    });
  }
  const ended = once(child, 'exit');
  const ready = once(child, 'message') as Promise<[{ port: number }]>;
  const first = await Promise.race([ready, ended.then(() => null)]);
  if (first === null) throw new Error(`${program} ended at its start:\n${output}`);
  return {
    pid: child.pid as number,
    url: `ws://127.0.0.1:${first[0].port}`,
    output: () => output,
    async terminate(ms) {
      child.kill('SIGTERM');
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<false>((resolve) => {
        timer = setTimeout(() => resolve(false), ms);
      });
      const isEnded = await Promise.race([ended.then(() => true), late]);
      clearTimeout(timer);
      return isEnded;
    },
    async kill9() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
