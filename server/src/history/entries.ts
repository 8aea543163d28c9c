/** What a timeline has besides sittings (table `history_entries`): names of versions, restores, titles. */
import type { HistoryEntry } from '@scriptorium/shared/api/history.ts';
import type { Context } from '../platform/context.ts';
import type { Db, Tx } from '../platform/db.ts';
import type { Only } from './answers.ts';

export interface StoredEntry {
  id: string;
  kind: Exclude<HistoryEntry['kind'], 'sitting'>;
  seq: number;
  person_id: string | null;
  at: Date;
  name: string | null;
  comment: string | null;
  of_seq: number | null;
}

/** Of a page of the timeline. They come with the sittings that are there anyway, so they are not limited. */
export interface EntryRange {
  /** From this seq on; 0: from the first. */
  from_seq: number;
  /** Below this seq; null: to the last. */
  before: number | null;
}

/** Of one answer: somebody may have given a note a thousand titles. */
const entries_max = 1_000;

export async function findEntries(
  { db }: Context,
  note_id: string,
  { from_seq, before }: EntryRange,
  { person_id, from, to }: Only,
): Promise<StoredEntry[]> {
  const { rows } = await db.query<StoredEntry>(
    `select id, kind, seq, person_id, at, name, comment, of_seq from history_entries
     where note_id = $1 and seq >= $2 and ($3::bigint is null or seq < $3)
       and ($4::uuid is null or person_id = $4) and ($5::timestamptz is null or at >= $5)
       and ($6::timestamptz is null or at < $6)
     order by seq desc, at desc limit $7`,
    [note_id, from_seq, before, person_id, from, to, entries_max],
  );
  return rows;
}

export interface NewEntry {
  note_id: string;
  kind: StoredEntry['kind'];
  seq: number;
  person_id: string;
  name?: string;
  comment?: string | undefined;
  of_seq?: number;
  of_note_id?: string;
  carried?: Uint8Array;
}

/** @returns its id */
export async function addEntry(db: Db | Tx, entry: NewEntry): Promise<string> {
  const { note_id, kind, seq, person_id, name, comment, of_seq, of_note_id, carried } = entry;
  const { rows } = await db.query<{ id: string }>(
    `insert into history_entries
       (note_id, kind, seq, person_id, name, comment, of_seq, of_note_id, carried)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [
      ...[note_id, kind, seq, person_id, name ?? null, comment ?? null, of_seq ?? null, of_note_id ?? null],
      carried && carried.length > 0 ? Buffer.from(carried) : null,
    ],
  );
  return (rows[0] as { id: string }).id;
}
