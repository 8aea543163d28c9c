/** What a keystroke in a big note makes the database write. */
import { setTimeout as sleep } from 'node:timers/promises';
import type * as Y from 'yjs';
import { connectHocuspocus, typeParagraph } from '../../server/test/clients.ts';
import { query, startPostgres } from '../machine/postgres.ts';
import { atMost } from '../report/figures.ts';
import type { Bench, Scenario } from '../scenario.ts';
import type { BenchServer } from '../servers/bench-server.ts';
import { startOurs } from '../servers/ours.ts';
import { startStock } from '../servers/peers.ts';
import { seededRandom } from '../wire/numbers.ts';

const paragraphs = 1_000;
const letters_per_paragraph = 1_000;
const keystrokes = 300;
const interval_ms = 100;
/** Stock stores 2 s after the last change. */
const settle_ms = 4_000;

export const bytesWritten: Scenario = {
  name: 'bytes-written',
  title: 'Bytes written to the database a keystroke, in a note of 1 MB',
  method: `One person types ${keystrokes} keystrokes in ${(keystrokes * interval_ms) / 1000} s. Write-ahead log and size of the database before and after, as Postgres (one of its own for each) says; a checkpoint comes first for both.`,
  async run(bench) {
    const ours = await measure(bench, 'ours', startOurs);
    const stock = await measure(bench, 'stock', startStock);
    return [
      {
        what: 'write-ahead log a keystroke',
        unit: 'bytes',
        ours: ours.wal,
        stock: stock.wal,
        target: atMost(1_024),
      },
      { what: 'growth of the database a keystroke', unit: 'bytes', ours: ours.growth, stock: stock.growth },
    ];
  },
};

async function measure(
  { cleanup, say }: Bench,
  name: string,
  start: (options: { databaseUrl: string }) => Promise<BenchServer>,
): Promise<{ wal: number; growth: number }> {
  // One of its own: the write-ahead log is the cluster's, and other databases are vacuumed at their own times.
  const postgres = await startPostgres();
  cleanup.defer(() => postgres.stop());
  const databaseUrl = await postgres.makeDatabase('bytes_written');
  const server = await start({ databaseUrl });
  cleanup.defer(() => server.stop());
  const [note] = await server.makeNotes(1, 1);
  const [person] = note?.people ?? [];
  if (!note || !person) throw new Error('no note');
  const client = await connectHocuspocus(person.url.replace(/\/sync$/, ''), note.id, person.token);
  client.doc.transact(() => {
    for (const words of prose()) typeParagraph(client, words);
  });
  await client.saved();
  await sleep(settle_ms);
  await postgres.checkpoint();
  const before = await sizes(databaseUrl);
  const text = (client.body.get(paragraphs >> 1) as Y.XmlElement).get(0) as Y.XmlText;
  for (let k = 0; k < keystrokes; k += 1) {
    text.insert(k, 'x');
    await sleep(interval_ms);
  }
  await client.saved();
  await sleep(settle_ms);
  const after = await sizes(databaseUrl);
  client.close();
  await server.stop();
  const figures = {
    wal: (after.wal - before.wal) / keystrokes,
    growth: (after.size - before.size) / keystrokes,
  };
  say(`${name}: ${Math.round(figures.wal)} bytes of log, ${Math.round(figures.growth)} bytes of growth`);
  return figures;
}

async function sizes(databaseUrl: string): Promise<{ wal: number; size: number }> {
  const [row] = await query<{ wal: string; size: string }>(
    databaseUrl,
    `select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as wal, pg_database_size(current_database()) as size`,
  );
  return { wal: Number(row?.wal), size: Number(row?.size) };
}

/** Paragraphs of made-up words: Postgres compresses what it stores, and repeats would flatter whoever stores whole notes. */
function prose(): string[] {
  const random = seededRandom(1);
  const letter = () => String.fromCharCode(97 + Math.floor(random() * 26));
  const words = Array.from({ length: 2_000 }, () =>
    Array.from({ length: 2 + random() * 8 }, letter).join(''),
  );
  return Array.from({ length: paragraphs }, () => {
    let text = '';
    while (text.length < letters_per_paragraph) text += `${words[Math.floor(random() * words.length)]} `;
    return text.slice(0, letters_per_paragraph);
  });
}
