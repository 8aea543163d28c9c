/** Redis goes away for 15 s while people type on both sides. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as Y from 'yjs';
import { connectHocuspocus, type HocuspocusClient, typeParagraph } from '../../server/test/clients.ts';
import { startRedis } from '../../server/test/redis.ts';
import { query } from '../machine/postgres.ts';
import { atMost, exactly, type Value } from '../report/figures.ts';
import type { Bench, Scenario } from '../scenario.ts';
import { startOurs } from '../servers/ours.ts';
import { startStock } from '../servers/peers.ts';
import { storedByStock } from '../servers/stored-by-stock.ts';

const interval_ms = 200;
const outage_ms = 15_000;
const convergence_ms_max = 20_000;

interface Outcome {
  /** From the first answer of the new Redis until both sides had everything. */
  converged_ms: Value;
  /** Acknowledged keystrokes that the database lacked, at the worst moment of the outage. */
  stale_max: number;
}

export const redisOutage: Scenario = {
  name: 'redis-outage',
  title: 'Redis gone for 15 s while people type on both sides',
  method:
    'Two instances, one person on each, five keystrokes a second each; Redis is stopped and started again on the same port ' +
    'after 15 s, and then nobody types any more. Stale: keystrokes acknowledged before the database was asked that it lacked.',
  async run(bench) {
    const [ours, stock] = await Promise.all([outage(bench, 'ours'), outage(bench, 'stock')]);
    return [
      {
        what: 'converged after the return of Redis',
        unit: 'ms',
        ours: ours.converged_ms,
        stock: stock.converged_ms,
        target: atMost(2_000),
      },
      {
        what: 'acknowledged keystrokes not in the database, worst moment',
        unit: '',
        ours: ours.stale_max,
        stock: stock.stale_max,
        target: exactly(0),
      },
    ];
  },
};

async function outage({ postgres, cleanup, say }: Bench, name: 'ours' | 'stock'): Promise<Outcome> {
  const redis = await startRedis();
  cleanup.defer(() => redis.stop());
  const databaseUrl = await postgres.makeDatabase(`redis_outage_${name}`);
  const start = name === 'ours' ? startOurs : startStock;
  const server = await start({ databaseUrl, redisUrl: redis.url, instances: 2 });
  cleanup.defer(() => server.stop());
  const [note] = await server.makeNotes(1, 2);
  if (!note) throw new Error('no note');
  const clients: HocuspocusClient[] = [];
  for (const { url, token } of note.people) {
    clients.push(await connectHocuspocus(url.replace(/\/sync$/, ''), note.id, token));
  }
  // The update of a paragraph before it is typed in; each is one update, as every keystroke is.
  for (const client of clients) typeParagraph(client, '');
  await sleep(1_000);
  const stored =
    name === 'ours'
      ? await countOurUpdates(databaseUrl, note.id)
      : async () => keystrokesIn(await storedByStock(databaseUrl, note.id));

  let typed = 0;
  const typing = setInterval(() => {
    for (const { body } of clients) {
      const paragraph = body.get(0);
      if (paragraph instanceof Y.XmlElement) (paragraph.get(0) as Y.XmlText).insert(0, '1');
      typed += 1;
    }
  }, interval_ms);
  await sleep(2_000);
  await redis.stop();
  let stale_max = 0;
  for (const end = performance.now() + outage_ms; performance.now() < end; await sleep(250)) {
    const acknowledged = typed - clients.reduce((sum, { provider }) => sum + provider.unsyncedChanges, 0);
    stale_max = Math.max(stale_max, acknowledged - (await stored()));
  }
  await redis.start();
  clearInterval(typing);
  const converged_ms = await untilConverged(clients, typed);
  for (const client of clients) client.close();
  say(`${name}: converged after ${converged_ms} ms, stale by ${stale_max} of ${typed}`);
  return { converged_ms, stale_max };
}

async function untilConverged(clients: readonly HocuspocusClient[], typed: number): Promise<Value> {
  const begin = performance.now();
  while (performance.now() - begin < convergence_ms_max) {
    if (clients.every(({ doc }) => keystrokesIn(doc) === typed)) return Math.round(performance.now() - begin);
    await sleep(10);
  }
  return `not within ${convergence_ms_max / 1000} s`;
}

/** Markup has no digits in it. */
function keystrokesIn(doc: Y.Doc): number {
  return doc.getXmlFragment('default').toString().match(/1/g)?.length ?? 0;
}

/** The log counts every update of a note. @returns a count of those from now on */
async function countOurUpdates(databaseUrl: string, note_id: string): Promise<() => Promise<number>> {
  const head = async () => {
    const [row] = await query<{ head_seq: number }>(
      databaseUrl,
      `select head_seq::int from documents where note_id = '${note_id}'`,
    );
    return row?.head_seq ?? 0;
  };
  const before = await head();
  return async () => (await head()) - before;
}
