/** Somebody opens a note and reads nothing any more while a lot is written in it. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectHocuspocus, type HocuspocusClient } from '../../server/test/clients.ts';
import { rssBytes } from '../machine/cpu.ts';
import { atMost, atMostTimesStock } from '../report/figures.ts';
import type { Bench, Scenario } from '../scenario.ts';
import type { BenchServer } from '../servers/bench-server.ts';
import { startOurs } from '../servers/ours.ts';
import { startStock } from '../servers/peers.ts';
import { Drive } from '../wire/drive.ts';
import { makeTypists } from '../wire/make-typists.ts';

const updates = 300;
const update_bytes = 1_000_000;
const mb = 1_000_000;

export const pausedReader: Scenario = {
  name: 'paused-reader',
  title: 'A reader that does not read',
  method:
    `One person writes ${updates} updates of 1 MB, each replacing the one before; first alone, then with a client in the note ` +
    'that has stopped reading. Growth is the difference of the two peaks of resident memory. Meanwhile two others type in ' +
    'another note.',
  async run(bench) {
    const ours = await measure(bench, 'ours', startOurs);
    const stock = await measure(bench, 'stock', startStock);
    return [
      {
        what: 'growth by the paused reader',
        unit: 'MB',
        ours: ours.growth_mb,
        stock: stock.growth_mb,
        target: atMost(64),
      },
      {
        what: 'others: keystroke to peer meanwhile, p50',
        unit: 'ms',
        ours: ours.p50_ms,
        stock: stock.p50_ms,
      },
      {
        what: 'others: keystroke to peer meanwhile, p99',
        unit: 'ms',
        ours: ours.p99_ms,
        stock: stock.p99_ms,
        target: atMostTimesStock(1),
      },
      { what: 'peak without the paused reader', unit: 'MB', ours: ours.alone_mb, stock: stock.alone_mb },
    ];
  },
};

async function measure(
  { postgres, cleanup, say }: Bench,
  name: string,
  start: (options: { databaseUrl: string }) => Promise<BenchServer>,
) {
  const server = await start({ databaseUrl: await postgres.makeDatabase(`paused_reader_${name}`) });
  cleanup.defer(() => server.stop());
  const drive = new Drive();
  cleanup.defer(() => drive.stop());
  const pid = server.pids[0] as number;
  const notes = await server.makeNotes(1, 2);
  const [note] = notes;
  const [person] = note?.people ?? [];
  if (!note || !person) throw new Error('no note');
  const writer = await connectHocuspocus(person.url.replace(/\/sync$/, ''), note.id, person.token);
  const alone_mb = (await peakDuring(pid, () => write(writer))) / mb;

  const [reader] = makeTypists({ dialect: server.dialect, notes }, 0).flat();
  await reader?.open();
  reader?.pause();
  const others = await server.makeNotes(1, 2);
  const typing = drive.run(
    { dialect: server.dialect, seed: 1, rate: 10, warmup_ms: 500, window_ms: 5_000, notes: others },
    () => {},
  );
  const with_mb = (await peakDuring(pid, () => write(writer))) / mb;
  const { p50_ms, p99_ms } = await typing;
  reader?.close();
  writer.close();
  await server.stop();
  say(`${name}: ${alone_mb.toFixed(0)} MB alone, ${with_mb.toFixed(0)} MB with the paused reader`);
  return { growth_mb: with_mb - alone_mb, alone_mb, p50_ms, p99_ms };
}

async function write(writer: HocuspocusClient): Promise<void> {
  const map = writer.doc.getMap<string>('blob');
  for (let k = 0; k < updates; k += 1) {
    map.set('blob', randomBytes((update_bytes * 3) / 4).toString('base64'));
    while (writer.provider.unsyncedChanges > 2) await sleep(1);
  }
  await writer.saved();
}

/** @returns the most resident memory, in bytes */
async function peakDuring(pid: number, work: () => Promise<void>): Promise<number> {
  let peak = rssBytes(pid);
  const sampling = setInterval(() => {
    peak = Math.max(peak, rssBytes(pid));
  }, 50);
  try {
    await work();
  } finally {
    clearInterval(sampling);
  }
  return peak;
}
