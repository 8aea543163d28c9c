/** The connection to Redis, where REDIS_URL names one. Redis is a hint, never the truth: nothing waits for it (F3). */
import { createClient } from 'redis';
import type { Log } from './log.ts';

export type Redis = ReturnType<typeof openRedis>;

/** Instances must be in step 2 s after Redis came back (F2). */
const reconnect_ms_max = 500;
const ping_ms = 1_000;
/** Pings without an answer for so long: the connection is dead, whatever the kernel says. */
const silence_ms_max = 4_000;
/** Commands that wait for an answer; beyond it they fail at once. */
const commands_max = 20_000;

/**
 * Connects in the background and goes on trying; commands fail at once while the connection is away. It speaks RESP 3:
 * one connection publishes and subscribes.
 */
export function openRedis(url: string, log: Log) {
  const redis = createClient({
    url,
    RESP: 3,
    disableOfflineQueue: true,
    commandsQueueMaxLength: commands_max,
    // Zero is never: a timer and an abort signal for each command cost more than the command.
    commandOptions: { timeout: 0 },
    pingInterval: ping_ms,
    socket: {
      connectTimeout: 2_000,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, reconnect_ms_max),
    },
  });
  let reported = false;
  let heard_ms = performance.now();
  const hear = () => {
    heard_ms = performance.now();
  };
  const connect = () => {
    redis.connect().catch((error: Error) => log.warn({ error: error.message }, 'Redis did not connect'));
  };
  redis.on('ping-interval', hear);
  redis.on('ready', () => {
    hear();
    if (reported) log.info('Redis is back');
    reported = false;
  });
  redis.on('error', (error: Error) => {
    if (!reported) log.warn({ error: error.message }, 'Redis is away');
    reported = true;
  });
  const watchdog = setInterval(() => {
    if (!redis.isReady || performance.now() - heard_ms < silence_ms_max) return;
    log.warn('Redis answers nothing: connecting again');
    reported = true;
    redis.destroy();
    connect();
  }, ping_ms).unref();
  connect();
  return Object.assign(redis, {
    /** For good. */
    stop() {
      clearInterval(watchdog);
      redis.destroy();
    },
  });
}
