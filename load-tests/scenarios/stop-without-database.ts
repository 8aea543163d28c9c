/** A stop signal while the database is away: how long the server takes, and whether it says what is lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '../machine/postgres.ts';
import { atMost, exactly, type Value } from '../report/figures.ts';
import type { Bench, Scenario } from '../scenario.ts';
import type { BenchServer } from '../servers/bench-server.ts';
import { startOurs } from '../servers/ours.ts';
import { startStock } from '../servers/peers.ts';
import { makeTypists } from '../wire/make-typists.ts';

const keystrokes = 20;
const stop_ms_max = 30_000;

export const stopWithoutDatabase: Scenario = {
  name: 'stop-without-database',
  title: 'SIGTERM with the database down',
  method: `One person types, Postgres (one of its own) stops, ${keystrokes} more keystrokes are typed, the server gets SIGTERM; it is given ${stop_ms_max / 1000} s.`,
  run,
};

async function run({ cleanup }: Bench): ReturnType<Scenario['run']> {
  const postgres = await startPostgres();
  cleanup.defer(() => postgres.stop());
  const ours = await startOurs({ databaseUrl: await postgres.makeDatabase('ours') });
  cleanup.defer(() => ours.kill9());
  const stock = await startStock({ databaseUrl: await postgres.makeDatabase('stock') });
  const [peer] = stock.peers;
  const [server] = ours.servers;
  if (!peer || !server) throw new Error('no server');
  cleanup.defer(() => peer.kill9());
  const typists = [await openTypist(ours), await openTypist(stock)];
  for (const typist of typists) typist.sendNext();
  await sleep(3_000);
  await postgres.stop();
  const acknowledged = typists.map((typist) => typist.acknowledged);
  for (let k = 0; k < keystrokes; k += 1) for (const typist of typists) typist.sendNext();
  await sleep(500);
  const claimed = typists.map((typist, i) => typist.acknowledged - (acknowledged[i] as number));

  const [ours_s, stock_s] = await Promise.all([
    timed(async () => server.stop()),
    timed(async () => {
      if (!(await peer.terminate(stop_ms_max))) throw new Error('it does not end');
    }),
  ]);
  for (const typist of typists) typist.close();
  const saysIt = (output: string) => (/could not be saved|not saved|unsaved/i.test(output) ? 'yes' : 'no');
  return [
    { what: 'exits after', unit: 's', ours: ours_s, stock: stock_s, target: atMost(10) },
    {
      what: 'says what it could not save',
      unit: '',
      ours: saysIt(server.output()),
      stock: saysIt(peer.output()),
      target: exactly('yes'),
    },
    {
      what: 'keystrokes acknowledged without a database',
      unit: '',
      ours: claimed[0] ?? null,
      stock: claimed[1] ?? null,
      target: exactly(0),
    },
  ];
}

async function openTypist(server: BenchServer) {
  const notes = await server.makeNotes(1, 1);
  const [typist] = makeTypists({ dialect: server.dialect, notes }, keystrokes).flat();
  if (!typist) throw new Error('no typist');
  await typist.open();
  return typist;
}

async function timed(stop: () => Promise<unknown>): Promise<Value> {
  const begin = performance.now();
  const late = sleep(stop_ms_max, 'late', { ref: false });
  const end = await Promise.race([stop().catch(() => 'late'), late]);
  return end === 'late' ? `not within ${stop_ms_max / 1000} s` : (performance.now() - begin) / 1000;
}
