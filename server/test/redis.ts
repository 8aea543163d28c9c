import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';
import { freePort } from './free-port.ts';

export interface TestRedis {
  url: string;
  stop(): Promise<void>;
}

const start_ms_max = 10_000;

/**
 * A real Redis that keeps nothing on disk. Tests share the run's one (`inject('redis_url')`); a test that takes
 * Redis away starts one for itself, again on the same `port` to bring it back.
 */
export async function startRedis({ port }: { port?: number } = {}): Promise<TestRedis> {
  const chosenPort = port ?? (await freePort());
  const command = process.env.REDIS_SERVER_PATH ?? 'redis-server';
  const args = ['--port', `${chosenPort}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  server.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const ended = once(server, 'exit');
  const url = `redis://127.0.0.1:${chosenPort}`;

  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) server.kill('SIGTERM');
    await ended;
  };
  const failed = ended.then(() => {
    throw new Error(`${command} ended at once:\n${output}`);
  });
  try {
    await Promise.race([untilItAnswers(url), failed]);
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
  return { url, stop };
}

async function untilItAnswers(url: string): Promise<void> {
  const deadline = performance.now() + start_ms_max;
  for (;;) {
    const client = createClient({ url, socket: { reconnectStrategy: false } });
    client.on('error', () => {});
    try {
      await client.connect();
      return await client.close();
    } catch (error) {
      if (performance.now() > deadline) throw new Error('redis-server does not answer', { cause: error });
      await sleep(20);
    }
  }
}
