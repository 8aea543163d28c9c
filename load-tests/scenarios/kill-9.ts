/** The server is killed while people type, and their clients with it: what had been called saved must be there. */
import { setTimeout as sleep } from 'node:timers/promises';
import { exactly } from '../report/figures.ts';
import type { Bench, Scenario } from '../scenario.ts';
import type { BenchServer } from '../servers/bench-server.ts';
import { startOurs } from '../servers/ours.ts';
import { startStock } from '../servers/peers.ts';
import { linesOf, storedByStock } from '../servers/stored-by-stock.ts';
import { makeTypists } from '../wire/make-typists.ts';
import { seededRandom } from '../wire/numbers.ts';
import type { Typist } from '../wire/typist.ts';

const people = 5;
const interval_ms = 20;
const typing_ms = { min: 500, max: 1_500 };

interface Loss {
  acknowledged: number;
  lost: number;
}

export const kill9: Scenario = {
  name: 'kill-9',
  title: 'Acknowledged keystrokes that kill -9 loses',
  method:
    `Twenty times: ${people} people type 50 keystrokes a second each, then the server and all clients are gone at the same ` +
    'moment. Counted is what had been acknowledged and is not there after a restart (ours: over REST; stock: what its ' +
    'database has).',
  async run(bench) {
    const kills = bench.rounds * 4;
    const [ours, stock] = await Promise.all([lossOfOurs(bench, kills), lossOfStock(bench, kills)]);
    return [
      {
        what: `acknowledged keystrokes lost, ${kills} kills`,
        unit: '',
        ours: ours.lost,
        stock: stock.lost,
        target: exactly(0),
      },
      { what: 'acknowledged keystrokes', unit: '', ours: ours.acknowledged, stock: stock.acknowledged },
    ];
  },
};

async function lossOfOurs(bench: Bench, kills: number): Promise<Loss> {
  const server = await startOurs({ databaseUrl: await bench.postgres.makeDatabase('kill_9_ours') });
  bench.cleanup.defer(() => server.stop());
  const loss: Loss = { acknowledged: 0, lost: 0 };
  for (let seed = 1; seed <= kills; seed += 1) {
    const { note_id, acknowledged } = await typeUntilKilled(server, seed, () => server.kill9());
    await server.restart();
    count(loss, acknowledged, (await server.text(note_id)).split('\n'));
  }
  bench.say(`ours: ${loss.lost} of ${loss.acknowledged} lost`);
  return loss;
}

async function lossOfStock(bench: Bench, kills: number): Promise<Loss> {
  const databaseUrl = await bench.postgres.makeDatabase('kill_9_stock');
  const loss: Loss = { acknowledged: 0, lost: 0 };
  for (let seed = 1; seed <= kills; seed += 1) {
    const server = await startStock({ databaseUrl });
    bench.cleanup.defer(() => server.stop());
    const kill = async () => {
      await Promise.all(server.peers.map((peer) => peer.kill9()));
    };
    const { note_id, acknowledged } = await typeUntilKilled(server, seed, kill);
    count(loss, acknowledged, linesOf(await storedByStock(databaseUrl, note_id)));
  }
  bench.say(`stock: ${loss.lost} of ${loss.acknowledged} lost`);
  return loss;
}

/** @returns each person's acknowledged keystrokes */
async function typeUntilKilled(
  server: BenchServer,
  seed: number,
  kill: () => Promise<void>,
): Promise<{ note_id: string; acknowledged: number[] }> {
  const notes = await server.makeNotes(1, people);
  const typists = makeTypists({ dialect: server.dialect, notes }, typing_ms.max / interval_ms).flat();
  await Promise.all(typists.map((typist) => typist.open()));
  for (const typist of typists) typist.sendNext();
  const typing = setInterval(() => {
    for (const typist of typists) typist.sendNext();
  }, interval_ms);
  await sleep(typing_ms.min + seededRandom(seed)() * (typing_ms.max - typing_ms.min) * 0.9);
  const killed = kill();
  clearInterval(typing);
  for (const typist of typists) typist.close();
  await killed;
  return { note_id: (notes[0] as { id: string }).id, acknowledged: typists.map(acknowledgedKeystrokes) };
}

/** The first frame was the paragraph. */
function acknowledgedKeystrokes(typist: Typist): number {
  return Math.max(0, typist.acknowledged - 1);
}

function count(loss: Loss, acknowledged: readonly number[], lines: readonly string[]): void {
  for (const [person, keystrokes] of acknowledged.entries()) {
    const kept = lines.find((line) => line.startsWith(`${person}`))?.length ?? 0;
    loss.acknowledged += keystrokes;
    loss.lost += Math.max(0, keystrokes - kept);
  }
}
