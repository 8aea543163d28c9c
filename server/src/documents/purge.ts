/**
 * What was before a revision goes (H5): what had been deleted by then, and who wrote when. The revision itself stays
 * exactly what it is, and so does each one after it.
 *
 *   archive 0 … a │ archive a … S … b │ archive b … c     ──►     archive S … b │ archive b … c
 *
 * The caller's transaction holds the note's lock (`compact.ts`).
 */
import type { Tx } from '../platform/db.ts';
import {
  archiveLog,
  countPurge,
  cutRows,
  historyBytes,
  listSegments,
  listStretches,
  loadRows,
  openArchive,
  type Removed,
  replaceSegments,
  type Segment,
} from './archived.ts';
import { writeArchive } from './compact.ts';
import { forgetContent } from './forget.ts';
import { snapshotAt } from './life.ts';
import type { EffectRow } from './segment.ts';
import { joinSittings, type Sitting, sittingsOf } from './sittings.ts';

export interface Purged extends Removed {
  /** The oldest revision that there is now. */
  kept_from_seq: number;
}

/** @param seq of the oldest revision to keep; at most the newest update's */
export async function purgeHistory(tx: Tx, note_id: string, seq: number): Promise<Purged> {
  const bytes = await historyBytes(tx, note_id);
  await archiveLog(tx, note_id, seq);
  const stretches = await listStretches(tx, note_id);
  const stretch = stretches.findLast(({ from_seq }) => from_seq <= seq);
  const kept_from_seq = stretches[0]?.from_seq ?? 0;
  if (!stretch || seq === kept_from_seq) return { kept_from_seq, updates: 0, bytes: 0 };

  const segments = await listSegments(tx, note_id, stretch);
  const rows = await loadRows(tx, note_id, { from_seq: stretch.from_seq + 1, to_seq: seq });
  const archive = await openArchive(tx, note_id, stretch);
  const begins = snapshotAt({ begins: archive.begins, rows }, seq);
  forgetContent(archive.doc, begins.ds);
  await tx.query('delete from document_archives where note_id = $1 and from_seq <= $2', [
    note_id,
    stretch.from_seq,
  ]);
  await writeArchive(tx, note_id, stretch.seq, { from_seq: seq, begins, doc: archive.doc });
  await tx.query('delete from document_segments where note_id = $1 and last_seq <= $2', [note_id, seq]);
  const cut = segments.find(({ first_seq, last_seq }) => first_seq <= seq && seq < last_seq);
  if (cut) await keepAfter(tx, note_id, seq, cut, rows);
  await countPurge(tx, note_id);
  const left = await historyBytes(tx, note_id);
  return { kept_from_seq: seq, updates: seq - kept_from_seq, bytes: Math.max(0, bytes - left) };
}

/** The segment that the revision is in. */
async function keepAfter(
  tx: Tx,
  note_id: string,
  seq: number,
  { last_seq, sittings }: Segment,
  rows: readonly EffectRow[],
): Promise<void> {
  const kept = cutRows(rows, { from_seq: seq + 1, to_seq: last_seq });
  const after = (sitting: Sitting): Sitting[] => {
    if (sitting.from_seq > seq) return [sitting];
    if (sitting.thinned && sitting.to_seq > seq) return [{ ...sitting, from_seq: seq + 1 }];
    return sittingsOf(cutRows(kept, sitting));
  };
  await replaceSegments(tx, note_id, kept, sittings.flatMap(after));
}

/**
 * The revision that the note was at a time, or the nearest one before it at which nobody was in the middle of a sitting.
 * @returns null where everything is newer
 */
export async function revisionAt(tx: Tx, note_id: string, time: Date): Promise<number | null> {
  await archiveOlder(tx, note_id, time);
  const segments = await listSegments(tx, note_id);
  const sittings = joinSittings(segments.map(({ sittings }) => sittings));
  const newer = sittings.findIndex(({ ended_at }) => ended_at >= time);
  const older = newer === -1 ? sittings : sittings.slice(0, newer);
  return older.at(-1)?.to_seq ?? null;
}

/** What was written before a time is in the archive, not in the log any more. */
export async function archiveOlder(tx: Tx, note_id: string, time: Date): Promise<void> {
  const { rows } = await tx.query<{ seq: number | null }>(
    'select max(last_seq) as seq from document_log where note_id = $1 and received_at < $2',
    [note_id, time],
  );
  await archiveLog(tx, note_id, rows[0]?.seq ?? 0);
}
