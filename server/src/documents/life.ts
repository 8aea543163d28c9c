/**
 * The life of a note: all that was ever written in it, and what each update did. It is read in stretches, one for each
 * archive, in one snapshot of the database, so the log may be compacted meanwhile.
 *
 *   archive  ── segment ── segment │ archive ── segment ── … ── log          every seq from 1 to the head, once
 */
import * as Y from 'yjs';
import { type Effect, emptyArchive, SnapshotSum } from './archive.ts';
import { effectsOf, readState } from './compact.ts';
import { decodeRawSegment, type LogRow } from './raw-segment.ts';
import { decodeSegment, type EffectRow } from './segment.ts';
import { joinSittings, type Sitting, sittingsOf } from './sittings.ts';
import type { Tx } from '../platform/db.ts';

/** Stretches that follow one another. */
export interface Life {
  /** It knows the note after this update, and after each of the later ones up to `to_seq`. */
  from_seq: number;
  to_seq: number;
  /** Whether it goes on to the newest update of the note. */
  isLast: boolean;
  /** What there was at `from_seq`; null: nothing. */
  begins: Y.Snapshot | null;
  /** Up to `to_seq`, with what was deleted. */
  archive: Y.Doc;
  /** From `from_seq` + 1 to `to_seq`, without a gap. */
  rows: EffectRow[];
}

/** Of one question: what is looked back at has to be handled at once. */
const stretches_max = 4;

/**
 * From the stretch that knows the revision `since` to that with the update `seq`; where those are many, the last of them.
 * @param since at most `seq`
 * @param seq where the note has not had so many updates, its newest
 * @param tx inside a transaction whose statements see one snapshot (`repeatable read`)
 */
export async function loadLife(tx: Tx, note_id: string, since: number, seq: number): Promise<Life> {
  const { rows: archives } = await tx.query<{ from_seq: number; seq: number; begins: Buffer | null }>(
    'select from_seq, seq, begins from document_archives where note_id = $1 order by from_seq',
    [note_id],
  );
  const isLast = archives.every((archive) => archive.seq < seq || archive === archives.at(-1));
  const end = isLast ? archives.length : archives.findIndex((archive) => seq <= archive.seq) + 1;
  const known = archives.findLastIndex(({ from_seq }) => from_seq <= since);
  const begin = Math.max(Math.min(known, end - 1), end - stretches_max, 0);
  const stretches = archives.slice(begin, end);
  const { from_seq = 0, begins = null } = stretches[0] ?? {};
  const archive = emptyArchive();
  // What one of them holds without what was deleted by its begin, the one before has with it.
  for (const stretch of stretches) await readState(tx, note_id, stretch.from_seq, archive);
  const segments = await tx.query<StoredSegment>(
    `select first_seq, last_seq, effects, raw_rows from document_segments
     where note_id = $1 and first_seq > $2 and ($3::bigint is null or last_seq <= $3) order by first_seq`,
    [note_id, from_seq, isLast ? null : stretches.at(-1)?.seq],
  );
  const rows: EffectRow[] = [];
  for (const segment of segments.rows) rows.push(...(await rowsOf(segment, archive)));
  if (isLast) rows.push(...effectsOf(archive, await loadLog(tx, note_id)));
  return {
    from_seq,
    to_seq: rows.at(-1)?.last_seq ?? from_seq,
    isLast,
    begins: begins && Y.decodeSnapshot(begins),
    archive,
    rows,
  };
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
    return sittingsOf((await loadLife(tx, note_id, 0, Number.MAX_SAFE_INTEGER)).rows);
  const log = await loadLog(tx, note_id);
  const tail = log.length === 0 ? [] : sittingsOf(effectsOf(await loadLastArchive(tx, note_id), log));
  return joinSittings([...segments.map(({ sittings }) => (sittings ?? []).map(revive)), tail]);
}

/** As JSON has it. */
export type Stored<T> = { [Key in keyof T]: StoredValue<T[Key]> };
type StoredValue<V> = V extends Date ? string : V;

/** Those that were made before times of typing were known have none. */
export function revive({ started_at, ended_at, typed_from, typed_to, ...rest }: Stored<Sitting>): Sitting {
  return {
    ...rest,
    started_at: new Date(started_at),
    ended_at: new Date(ended_at),
    typed_from: typed_from ? new Date(typed_from) : null,
    typed_to: typed_to ? new Date(typed_to) : null,
  };
}

async function loadLastArchive(tx: Tx, note_id: string): Promise<Y.Doc> {
  const { rows } = await tx.query<{ from_seq: number | null }>(
    'select max(from_seq) as from_seq from document_archives where note_id = $1',
    [note_id],
  );
  const archive = emptyArchive();
  await readState(tx, note_id, rows[0]?.from_seq ?? 0, archive);
  return archive;
}

async function loadLog(tx: Tx, note_id: string): Promise<LogRow[]> {
  const { rows } = await tx.query<LogRow>(
    `select first_seq, last_seq, author_id, client_id, received_at, committed_at, typed_from, typed_to, frames
     from document_log where note_id = $1 order by first_seq`,
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

/** What the updates after `since` did, up to `seq`, one by one; of a thinned sitting several have the same seq. */
export function* effectsBetween(
  rows: readonly EffectRow[],
  since: number,
  seq: number,
): Generator<{ seq: number; row: EffectRow; effect: Effect }> {
  for (const row of rows) {
    if (row.last_seq <= since) continue;
    if (row.first_seq > seq) return;
    for (const [index, effect] of row.effects.entries()) {
      const at = row.first_seq + index;
      if (at > since && at <= seq) yield { seq: at, row, effect };
    }
  }
}

/** Which edits of the archive the note held after an update, and which of them were deleted. */
export function snapshotAt({ begins, rows }: Pick<Life, 'begins' | 'rows'>, seq: number): Y.Snapshot {
  const sum = new SnapshotSum(begins);
  for (const row of rows) {
    if (row.first_seq > seq) break;
    const count = Math.min(row.effects.length, seq - row.first_seq + 1);
    for (let index = 0; index < count; index++) sum.add(row.effects[index] as EffectRow['effects'][number]);
  }
  return sum.snapshot();
}

/** The note as it was after an update (H2), without garbage collection; 0 is the empty note. */
export function documentAt(life: Life, seq: number): Y.Doc {
  return Y.createDocFromSnapshot(life.archive, snapshotAt(life, seq), new Y.Doc({ gc: false }));
}
