/**
 * What compaction made of a note's log, for those who take something out of it (H5): `purge.ts` and `thin.ts`. Whoever
 * uses it holds the note's lock (`compact.ts`).
 */
import * as Y from 'yjs';
import type { Tx } from '../platform/db.ts';
import { emptyArchive } from './archive.ts';
import { compactDocument, type OpenArchive, readState, writeSegment } from './compact.ts';
import { revive, type Stored } from './life.ts';
import { decodeSegment, type EffectRow } from './segment.ts';
import type { Sitting } from './sittings.ts';

/** What was taken out. */
export interface Removed {
  updates: number;
  /** As they were stored. */
  bytes: number;
}

/** What one archive is about. */
export interface Stretch {
  from_seq: number;
  seq: number;
}

/** Of updates. */
export interface SeqRange {
  from_seq: number;
  to_seq: number;
}

/** Without what it holds. */
export interface Segment {
  first_seq: number;
  last_seq: number;
  sittings: Sitting[];
}

/** Everything up to an update that there is goes from the log into the archive. */
export async function archiveLog(tx: Tx, note_id: string, seq: number): Promise<void> {
  for (;;) {
    const { rows } = await tx.query<{ seq: number | null; is_raw: boolean }>(
      `select (select seq from document_bases where note_id = $1) as seq,
         exists (select 1 from document_segments where note_id = $1 and effects is null) as is_raw`,
      [note_id],
    );
    const { seq: base_seq, is_raw } = rows[0] as { seq: number | null; is_raw: boolean };
    if ((base_seq ?? 0) >= seq && !is_raw) return;
    const compacted = await compactDocument(tx, note_id, is_raw ? 0 : 1);
    if (!compacted || (compacted.updates === 0 && !is_raw)) {
      throw new Error(`${note_id} could not be archived up to ${seq}`);
    }
  }
}

/** From the oldest to the newest. */
export async function listStretches(tx: Tx, note_id: string): Promise<Stretch[]> {
  const { rows } = await tx.query<Stretch>(
    'select from_seq, seq from document_archives where note_id = $1 order by from_seq',
    [note_id],
  );
  return rows;
}

export async function openArchive(tx: Tx, note_id: string, { from_seq }: Stretch): Promise<OpenArchive> {
  const { rows } = await tx.query<{ begins: Buffer | null }>(
    'select begins from document_archives where note_id = $1 and from_seq = $2',
    [note_id, from_seq],
  );
  const begins = rows[0]?.begins ?? null;
  const doc = emptyArchive();
  await readState(tx, note_id, from_seq, doc);
  return { from_seq, begins: begins && Y.decodeSnapshot(begins), doc };
}

/** Of all stretches, or of one. */
export async function listSegments(
  tx: Tx,
  note_id: string,
  { from_seq, seq }: Stretch = { from_seq: 0, seq: Number.MAX_SAFE_INTEGER },
): Promise<Segment[]> {
  const { rows } = await tx.query<{ first_seq: number; last_seq: number; sittings: Stored<Sitting>[] }>(
    `select first_seq, last_seq, sittings from document_segments
     where note_id = $1 and first_seq > $2 and last_seq <= $3 order by first_seq`,
    [note_id, from_seq, seq],
  );
  return rows.map(({ sittings, ...range }) => ({ ...range, sittings: sittings.map(revive) }));
}

/** What the updates did; those beside them in the same segments, too. */
export async function loadRows(
  tx: Tx,
  note_id: string,
  { from_seq, to_seq }: SeqRange,
): Promise<EffectRow[]> {
  const { rows: segments } = await tx.query<{ first_seq: number; last_seq: number; effects: Buffer }>(
    `select first_seq, last_seq, effects from document_segments
     where note_id = $1 and last_seq >= $2 and first_seq <= $3 order by first_seq`,
    [note_id, from_seq, to_seq],
  );
  const rows: EffectRow[] = [];
  for (const { first_seq, last_seq, effects } of segments) {
    rows.push(...(await decodeSegment(first_seq, last_seq, effects)));
  }
  return rows;
}

/** Only those updates. @param rows in their order */
export function cutRows(rows: readonly EffectRow[], { from_seq, to_seq }: SeqRange): EffectRow[] {
  const cut: EffectRow[] = [];
  for (let index = indexOf(rows, from_seq); index < rows.length; index++) {
    const row = rows[index] as EffectRow;
    if (row.first_seq > to_seq) break;
    const first_seq = Math.max(row.first_seq, from_seq);
    const last_seq = Math.min(row.last_seq, to_seq);
    const effects = row.effects.slice(first_seq - row.first_seq, last_seq - row.first_seq + 1);
    cut.push({ ...row, first_seq, last_seq, effects });
  }
  return cut;
}

/** Of the first row that has this update or a later one. There may be hundreds of thousands. */
function indexOf(rows: readonly EffectRow[], seq: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] as EffectRow).last_seq < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Another segment in the place of all that have updates of `rows`. */
export async function replaceSegments(
  tx: Tx,
  note_id: string,
  rows: readonly EffectRow[],
  sittings: readonly Sitting[],
): Promise<void> {
  await tx.query('delete from document_segments where note_id = $1 and last_seq >= $2 and first_seq <= $3', [
    note_id,
    rows[0]?.first_seq,
    rows.at(-1)?.last_seq,
  ]);
  await writeSegment(tx, note_id, rows, sittings);
}

/** What is stored of the note's history, compressed as it is; what opening the note reads is not counted. */
export async function historyBytes(tx: Tx, note_id: string): Promise<number> {
  const { rows } = await tx.query<{ bytes: number }>(
    `select
       coalesce((select sum(octet_length(state) + coalesce(octet_length(begins), 0))
         from document_archives where note_id = $1), 0)
       + coalesce((select sum(octet_length(coalesce(effects, raw_rows))) from document_segments where note_id = $1), 0)
       + coalesce((select sum(octet_length(frames)) from document_log where note_id = $1), 0) as bytes`,
    [note_id],
  );
  return Number(rows[0]?.bytes ?? 0);
}

/** Whoever has some of the note's history in memory is to read it anew. Near the end of the transaction: commits wait for it. */
export async function countPurge(tx: Tx, note_id: string): Promise<void> {
  await tx.query('update documents set purges = purges + 1 where note_id = $1', [note_id]);
}
