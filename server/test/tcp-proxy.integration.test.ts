import { createClient } from 'redis';
import { expect, it } from 'vitest';
import { until } from './clients.ts';
import { makeServers } from './servers.ts';

const servers = makeServers();

it('the proxy passes, swallows, loses answers and cuts', async () => {
  const redis = await servers.redis();
  const proxy = await servers.proxy({ host: '127.0.0.1', port: redis.port });
  const client = createClient({
    url: `redis://${proxy.host}:${proxy.port}`,
    socket: { reconnectStrategy: 10 },
  });
  client.on('error', () => {});
  await client.connect();
  servers.closing({ close: () => client.destroy() });
  await client.set('key', 'passes');

  proxy.blackHole();
  let isAnswered = false;
  const answer = client.get('key').finally(() => {
    isAnswered = true;
  });
  const late = createClient({ url: `redis://${proxy.host}:${proxy.port}` });
  late.on('error', () => {});
  const connecting = late.connect();
  servers.closing({ close: () => late.destroy() });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([isAnswered, client.isReady, late.isReady]).toEqual([false, true, false]);

  proxy.pass();
  expect(await answer).toBe('passes');
  await connecting;
  expect(await late.get('key')).toBe('passes');

  proxy.loseAnswers();
  void client.set('key', 'heard').catch(() => {});
  const direct = createClient({ url: redis.url });
  await direct.connect();
  servers.closing({ close: () => direct.destroy() });
  await until(async () => (await direct.get('key')) === 'heard', 'it arrives');

  const reset = new Promise((resolve) => client.once('reconnecting', resolve));
  proxy.cut();
  await reset;
  await until(() => client.isReady, 'a new one is let through');
  expect(await client.get('key')).toBe('heard');
});
