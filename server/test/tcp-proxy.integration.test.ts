import { createClient } from 'redis';
import { expect, it } from 'vitest';
import { until } from './clients.ts';
import { useServers } from './use-servers.ts';

const servers = useServers();

it('the proxy passes, swallows and cuts', async () => {
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

  const reset = new Promise((resolve) => client.once('reconnecting', resolve));
  proxy.cut();
  await reset;
  await until(() => client.isReady, 'a new one is let through');
  expect(await client.get('key')).toBe('passes');
});
