/**
 * A note's whole life: all that was ever written in it, and what each update did. Read in one snapshot of the database,
 * so the log may be compacted meanwhile.
 *
 *   archive ── segment ── segment ── … ── log          every seq from 1 to the head, once
 */
import * as Y from 'yjs';
import { emptyArchive, SnapshotSum } from './archive.ts';
import { effectsOf } from './compact.ts';
import { decodeRawSegment, type LogRow } from './raw-segment.ts';
import { decodeSegment, type EffectRow } from './segment.ts';
import { decompress } from './zstd.ts';
import { joinSittings, type Sitting, sittingsOf } from './sittings.ts';
import type { Tx } from '../platform/db.ts';

export interface Life {
  /** Of the last update; 0 for a note without any. */
  head_seq: number;
  /** Up to the head, with what was deleted. */
  archive: Y.Doc;
  /** From seq 1 to the head, without a gap. */
  rows: EffectRow[];
}

/** @param tx inside a transaction whose statements see one snapshot (`repeatable read`) */
export async function loadLife(tx: Tx, note_id: string): Promise<Life> {
  const archive = await loadArchive(tx, note_id);
  const segments = await tx.query<StoredSegment>(
    'select first_seq, last_seq, effects, raw_rows from document_segments where note_id = $1 order by first_seq',
    [note_id],
  );
  const rows: EffectRow[] = [];
  for (const segment of segments.rows) rows.push(...(await rowsOf(segment, archive)));
  rows.push(...effectsOf(archive, await loadLog(tx, note_id)));
  return { head_seq: rows.at(-1)?.last_seq ?? 0, archive, rows };
}

/**
 * Without reading what the segments hold.
 * @param tx as for `loadLife`
 * @returns from the oldest to the newest
 */
export async function loadSittings(tx: Tx, note_id: string): Promise<Sitting[]> {
  const { rows: segments } = await tx.query<{ sittings: Stored<Sitting>[] | null }>(
    'select sittings from document_segments where note_id = $1 order by first_seq',
    [note_id],
  );
  // Not compacted since there are archives.
  if (segments.some(({ sittings }) => sittings === null))
    return sittingsOf((await loadLife(tx, note_id)).rows);
  const log = await loadLog(tx, note_id);
  const tail = log.length === 0 ? [] : sittingsOf(effectsOf(await loadArchive(tx, note_id), log));
  return joinSittings([...segments.map(({ sittings }) => (sittings ?? []).map(revive)), tail]);
}

/** As JSON has it. */
type Stored<T> = { [Key in keyof T]: T[Key] extends Date ? string : T[Key] };

function revive({ started_at, ended_at, ...rest }: Stored<Sitting>): Sitting {
  return { ...rest, started_at: new Date(started_at), ended_at: new Date(ended_at) };
}

async function loadArchive(tx: Tx, note_id: string): Promise<Y.Doc> {
  const archive = emptyArchive();
  const { rows } = await tx.query<{ state: Buffer }>(
    'select state from document_archives where note_id = $1',
    [note_id],
  );
  if (rows[0]) Y.applyUpdateV2(archive, await decompress(rows[0].state));
  return archive;
}

async function loadLog(tx: Tx, note_id: string): Promise<LogRow[]> {
  const { rows } = await tx.query<LogRow>(
    `select first_seq, last_seq, author_id, client_id, received_at, committed_at, frames from document_log
     where note_id = $1 order by first_seq`,
    [note_id],
  );
  return rows;
}

interface StoredSegment {
  first_seq: number;
  last_seq: number;
  effects: Buffer | null;
  /** Of a note that was not compacted since there are archives: then it has none. */
  raw_rows: Buffer | null;
}

async function rowsOf(segment: StoredSegment, archive: Y.Doc): Promise<EffectRow[]> {
  const { first_seq, last_seq, effects, raw_rows } = segment;
  if (effects) return decodeSegment(first_seq, last_seq, effects);
  return raw_rows ? effectsOf(archive, await decodeRawSegment(first_seq, raw_rows)) : [];
}

/** The note as it was after the update `seq` (H2), without garbage collection; 0 is the empty note. */
export function documentAt({ archive, rows }: Life, seq: number): Y.Doc {
  const sum = new SnapshotSum();
  for (const row of rows) {
    if (row.first_seq > seq) break;
    const count = Math.min(row.effects.length, seq - row.first_seq + 1);
    for (let index = 0; index < count; index++) sum.add(row.effects[index] as EffectRow['effects'][number]);
  }
  return Y.createDocFromSnapshot(archive, sum.snapshot(), new Y.Doc({ gc: false }));
}
