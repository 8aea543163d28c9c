/** What a keystroke costs Redis when a note is open on five instances. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startRedis } from '../../server/test/redis.ts';
import { publishCount, resetStats } from '../machine/redis-stats.ts';
import { exactly } from '../report/figures.ts';
import type { Bench, Scenario } from '../scenario.ts';
import { startOurs } from '../servers/ours.ts';
import { startStock } from '../servers/peers.ts';
import { makeTypists, missingOf } from '../wire/make-typists.ts';

const instances = 5;
const keystrokes = 200;
/** Far enough apart that no two keystrokes share a message. */
const interval_ms = 40;

export const redisMessages: Scenario = {
  name: 'redis-messages',
  title: 'Redis messages a keystroke',
  method: `One person types ${keystrokes} keystrokes in a note that is open on ${instances} instances, without presence; PUBLISH commands as Redis counts them.`,
  async run(bench) {
    const ours = await count(bench, 'ours', startOurs);
    const stock = await count(bench, 'stock', startStock);
    return [
      {
        what: `messages a keystroke, ${instances} instances`,
        unit: '',
        ours: ours.messages,
        stock: stock.messages,
        target: exactly(1),
      },
      {
        what: 'keystrokes not delivered',
        unit: '',
        ours: ours.missing,
        stock: stock.missing,
        target: exactly(0),
      },
    ];
  },
};

async function count(
  { postgres, cleanup }: Bench,
  name: string,
  start: typeof startOurs | typeof startStock,
): Promise<{ messages: number; missing: number }> {
  const redis = await startRedis();
  cleanup.defer(() => redis.stop());
  const databaseUrl = await postgres.makeDatabase(`redis_messages_${name}`);
  const server = await start({ databaseUrl, redisUrl: redis.url, instances });
  cleanup.defer(() => server.stop());
  const typists = makeTypists(
    { dialect: server.dialect, notes: await server.makeNotes(1, instances) },
    keystrokes,
  );
  const all = typists.flat();
  await Promise.all(all.map((typist) => typist.open()));
  all[0]?.sendNext();
  await sleep(1_000);
  await resetStats(redis.url);
  for (let k = 0; k < keystrokes; k += 1) {
    all[0]?.sendNext();
    await sleep(interval_ms);
  }
  await sleep(1_000);
  const messages = (await publishCount(redis.url)) / keystrokes;
  const missing = missingOf(typists);
  for (const typist of all) typist.close();
  return { messages, missing };
}
