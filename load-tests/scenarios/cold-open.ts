/** How long a note with a long past takes to open after a restart of the server. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readTrace } from '../editing-traces.ts';
import { atMost } from '../report/figures.ts';
import type { Bench, Scenario } from '../scenario.ts';
import type { BenchServer } from '../servers/bench-server.ts';
import { metric } from '../../server/test/start-server.ts';
import { type Ours, startOurs } from '../servers/ours.ts';
import { startStock } from '../servers/peers.ts';
import { storeAsStock } from '../servers/stored-by-stock.ts';
import { typeTrace } from '../type-trace.ts';
import { makeTypists } from '../wire/make-typists.ts';
import { median } from '../wire/numbers.ts';
import type { Job } from '../wire/job.ts';

const parsings_max = 1.3;
/** For compaction, which need not have been done when the last edit is acknowledged. */
const rest_ms = 8_000;

export const coldOpen: Scenario = {
  name: 'cold-open',
  title: 'Cold open of a paper of 259,778 edits',
  method:
    'The server is restarted before each opening. Loading: from the query to the parsed note, by the server’s own metric. ' +
    'Then the time from the token and state vector of a client to the whole note, which adds access, encoding and sending. The ' +
    'parsing is one `Y.applyUpdate` of the same state in a fresh process. Stock got the state into its table directly.',
  run,
};

async function run(bench: Bench): ReturnType<Scenario['run']> {
  const folder = mkdtempSync(join(tmpdir(), 'scriptorium-bench-paper-'));
  bench.cleanup.defer(async () => rmSync(folder, { recursive: true, force: true }));
  const databaseUrl = await bench.postgres.makeDatabase('cold_open_ours');
  const stockUrl = await bench.postgres.makeDatabase('cold_open_stock');
  const ours = await startOurs({ databaseUrl });
  bench.cleanup.defer(() => ours.stop());
  const notes = await ours.makeNotes(1, 1);
  const { id, person } = only(notes);
  const url = person.url.replace(/\/sync$/, '');
  const { typing_s, state } = await typeTrace(readTrace('automerge-paper'), url, id, person.token);
  bench.say(`typed in ${typing_s.toFixed(1)} s`);
  await sleep(rest_ms);
  const file = join(folder, 'state');
  writeFileSync(file, state);
  const first = await startStock({ databaseUrl: stockUrl });
  await first.stop();
  await storeAsStock(stockUrl, id, state);

  const times: Record<'ours' | 'loading' | 'stock' | 'parsing', number[]> = {
    ours: [],
    loading: [],
    stock: [],
    parsing: [],
  };
  for (let round = 0; round < bench.rounds; round += 1) {
    await ours.servers[0]?.stop();
    await ours.restart();
    times.ours.push(await openingMs(ours, notes));
    times.loading.push(await loadingMs(ours));
    const stock = await startStock({ databaseUrl: stockUrl });
    const [peer] = stock.peers;
    times.stock.push(await openingMs(stock, [{ id, people: [{ url: peer?.url ?? '', token: 'x' }] }]));
    await stock.stop();
    times.parsing.push(parsingMs(file));
  }
  const parsing_ms = median(times.parsing);
  const [ours_ms, stock_ms] = [median(times.ours), median(times.stock)];
  return [
    { what: 'loading by the server', unit: 'ms', ours: median(times.loading), stock: null },
    {
      what: 'loading ÷ parsing',
      unit: '',
      ours: median(times.loading) / parsing_ms,
      stock: null,
      target: atMost(parsings_max),
    },
    { what: 'from the token to the whole note', unit: 'ms', ours: ours_ms, stock: stock_ms },
    { what: 'parsing of the same state', unit: 'ms', ours: parsing_ms, stock: parsing_ms },
    {
      what: 'opening ÷ parsing',
      unit: '',
      ours: ours_ms / parsing_ms,
      stock: stock_ms / parsing_ms,
    },
  ];
}

function only(notes: Job['notes']) {
  const [note] = notes;
  const [person] = note?.people ?? [];
  if (!note || !person) throw new Error('no note');
  return { id: note.id, person };
}

async function openingMs(server: BenchServer, notes: Job['notes']): Promise<number> {
  const [typist] = makeTypists({ dialect: server.dialect, notes }, 0).flat();
  if (!typist) throw new Error('no typist');
  await typist.open();
  typist.close();
  return typist.opened_at_ms - typist.greeted_at_ms;
}

/** Since its start the server has loaded one note. */
async function loadingMs(ours: Ours): Promise<number> {
  const [server] = ours.servers;
  if (!server) throw new Error('no server');
  return 1000 * (await metric(server, 'scriptorium_note_load_duration_seconds_sum'));
}

function parsingMs(file: string): number {
  const program = fileURLToPath(new URL('../wire/parse-once.ts', import.meta.url));
  return Number(execFileSync(process.execPath, [program, file], { encoding: 'utf8' }));
}
