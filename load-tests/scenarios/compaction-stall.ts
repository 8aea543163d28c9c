/** Whether other people notice that a note with a long past is compacted. */
import { setTimeout as sleep } from 'node:timers/promises';
import { connectHocuspocus, type HocuspocusClient, typeParagraph } from '../../server/test/clients.ts';
import { readTrace } from '../editing-traces.ts';
import { query } from '../machine/postgres.ts';
import { atMost } from '../report/figures.ts';
import type { Bench, Scenario } from '../scenario.ts';
import { type Ours, startOurs } from '../servers/ours.ts';
import { typeTrace } from '../type-trace.ts';
import { Drive } from '../wire/drive.ts';

const watch_ms = 12_000;
/** So that compaction happens while it is watched, and not only while the paper is typed. */
const compact_after_updates = 200;
const metric = 'scriptorium_nodejs_eventloop_lag_max_seconds';

export const compactionStall: Scenario = {
  name: 'compaction-stall',
  title: 'Longest stall of the event loop while a paper is compacted',
  method:
    'The paper of 259,778 edits is typed at full speed; afterwards two people in another note type, 50 keystrokes a ' +
    'second each, and one goes on in the paper, which is compacted after every 200 updates here. Stall: the longest event-loop lag by the server’s own histogram (its resolution, 10 ms, is part of it), once ' +
    'before the paper, once while it is typed, once after it. Stock has no compaction.',
  run,
};

async function run(bench: Bench): ReturnType<Scenario['run']> {
  const databaseUrl = await bench.postgres.makeDatabase('compaction');
  const env = { COMPACT_AFTER_UPDATES: `${compact_after_updates}` };
  const ours = await startOurs({ databaseUrl, env });
  bench.cleanup.defer(() => ours.stop());
  const drive = new Drive();
  bench.cleanup.defer(() => drive.stop());

  // The first one warms the server up.
  await watch(ours, drive, 3_000);
  const idle = await watch(ours, drive, watch_ms);

  const [paper] = await ours.makeNotes(1, 1);
  const [person] = paper?.people ?? [];
  if (!paper || !person) throw new Error('no note');
  await lagMs(ours);
  await typeTrace(readTrace('automerge-paper'), person.url.replace(/\/sync$/, ''), paper.id, person.token);
  const typing_lag = await lagMs(ours);
  const basesBefore = await basesWritten(databaseUrl);
  // Opened before it is watched: parsing the paper is a stall of its own (scenario cold-open).
  const client = await connectHocuspocus(person.url.replace(/\/sync$/, ''), paper.id, person.token);
  const typing = typeOn(client);
  const after = await watch(ours, drive, watch_ms);
  await typing;
  const bases = (await basesWritten(databaseUrl)) - basesBefore;

  const row = (what: string, value: number | string, unit = 'ms') => ({
    what,
    unit,
    ours: value,
    stock: null,
  });
  return [
    row('stall without a paper', idle.lag_ms),
    row('stall while the paper is typed at full speed', typing_lag),
    {
      ...row('stall afterwards, with a compaction', bases > 0 ? after.lag_ms : 'no compaction was seen'),
      target: atMost(50),
    },
    row('longest keystroke to peer without a paper', idle.max_ms),
    row('longest keystroke to peer afterwards', after.max_ms),
    row('bases written while the paper was typed', basesBefore, ''),
    row('bases written afterwards', bases, ''),
  ];
}

/** Some lines at the end of the paper, each an update: twice as many as a compaction waits for. */
async function typeOn(client: HocuspocusClient): Promise<void> {
  for (let line = 0; line < 2 * compact_after_updates; line += 1) {
    typeParagraph(client, `line ${line}`);
    await sleep(20);
  }
  await client.saved();
  client.close();
}

/** Two people type in a note of their own. @returns the longest lag, and how long a keystroke took at the most */
async function watch(
  ours: Ours,
  drive: Drive,
  window_ms: number,
): Promise<{ lag_ms: number; max_ms: number }> {
  const notes = await ours.makeNotes(1, 2);
  await lagMs(ours);
  const { max_ms } = await drive.run(
    { dialect: 'hocuspocus', seed: 1, rate: 50, warmup_ms: 200, window_ms, notes },
    () => {},
  );
  return { lag_ms: await lagMs(ours), max_ms };
}

/** The longest lag since it was asked for last. */
async function lagMs(ours: Ours): Promise<number> {
  const text = await (await fetch(`${ours.servers[0]?.url}/metrics`)).text();
  return Number(new RegExp(`^${metric} (.+)$`, 'm').exec(text)?.[1]) * 1000;
}

/** None while there is no table of them. */
async function basesWritten(databaseUrl: string): Promise<number> {
  // Postgres tells its statistics a second late.
  await sleep(1_500);
  const [row] = await query<{ written: number }>(
    databaseUrl,
    `select (n_tup_ins + n_tup_upd)::int as written from pg_stat_user_tables where relname = 'document_bases'`,
  );
  return row?.written ?? 0;
}
