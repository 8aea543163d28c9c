import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';
import { freePort } from './free-port.ts';

export interface TestRedis {
  url: string;
  port: number;
  stop(): Promise<void>;
  /** Again, on the same port and empty; resolves when it answers. */
  start(): Promise<void>;
}

const start_ms_max = 10_000;

/**
 * A real Redis that keeps nothing on disk. Tests share the run's one (`inject('redis_url')`); a test that takes
 * Redis away starts one for itself.
 */
export async function startRedis(): Promise<TestRedis> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let stop = await run(port, url);
  return {
    url,
    port,
    stop: () => stop(),
    async start() {
      stop = await run(port, url);
    },
  };
}

/** @returns what stops it */
async function run(port: number, url: string): Promise<() => Promise<void>> {
  const command = process.env.REDIS_SERVER_PATH ?? 'redis-server';
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  server.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const ended = once(server, 'exit');
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
  return stop;
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
