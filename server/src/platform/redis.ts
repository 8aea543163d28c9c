/** The Redis connection, where REDIS_URL names one. Redis is a hint, never the truth: nothing waits for it (F3). */
import { createClient } from 'redis';
import type { Log } from './log.ts';

export type Redis = ReturnType<typeof openRedis>;

/** Connects in the background and goes on trying; commands fail at once while the connection is away. */
export function openRedis(url: string, log: Log) {
  const redis = createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: 2_000, reconnectStrategy: (retries) => Math.min(100 * 2 ** retries, 2_000) },
  });
  let reported = false;
  redis.on('ready', () => {
    if (reported) log.info('Redis is back');
    reported = false;
  });
  redis.on('error', (error: Error) => {
    if (!reported) log.warn({ error: error.message }, 'Redis is away');
    reported = true;
  });
  redis.connect().catch((error: Error) => log.warn({ error: error.message }, 'Redis did not connect'));
  return redis;
}
