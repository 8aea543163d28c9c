/** Connections to Redis, where REDIS_URL names one. Redis is a hint, never the truth: nothing waits for it (F3). */
import { createClient } from 'redis';
import type { Log } from './log.ts';

export type Redis = ReturnType<typeof openRedis>;

/** Instances must be in step 2 s after Redis came back (F2). */
const reconnect_ms_max = 500;
/** A connection on which nothing moves although it is pinged is dead, whatever the kernel says. */
const ping_ms = 1_000;
const silence_ms_max = 4_000;
/** Commands that wait for an answer; beyond it they fail at once. */
const commands_max = 20_000;

/**
 * Connects in the background and goes on trying; commands fail at once while the connection is away.
 * @param use names the connection in the log
 */
export function openRedis(url: string, log: Log, use = 'commands') {
  const redis = createClient({
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: commands_max,
    pingInterval: ping_ms,
    socket: {
      connectTimeout: 2_000,
      socketTimeout: silence_ms_max,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, reconnect_ms_max),
    },
  });
  let reported = false;
  redis.on('ready', () => {
    if (reported) log.info({ use }, 'Redis is back');
    reported = false;
  });
  redis.on('error', (error: Error) => {
    if (!reported) log.warn({ error: error.message, use }, 'Redis is away');
    reported = true;
  });
  redis.connect().catch((error: Error) => log.warn({ error: error.message, use }, 'Redis did not connect'));
  return redis;
}
