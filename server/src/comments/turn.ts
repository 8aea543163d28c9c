/**
 * One change of a note's comments at a time: whoever makes one holds the note's counter until it is committed. So numbers
 * come out in their order, and a client that has all up to one of them misses nothing (C3).
 */
import { requireNote } from '../access/roles.ts';
import type { Context } from '../platform/context.ts';
import { type Tx, transaction } from '../platform/db.ts';
import { announceCommentsChanged } from '../platform/events.ts';
import { ApiError } from '../platform/problem.ts';

export interface Turn {
  tx: Tx;
  note_id: string;
  /** When the person did it; never ahead of the clock. */
  at: Date;
  nextSeq(): number;
}

/** @throws ApiError not_found, forbidden: also while the note is in the trash */
export async function requireComments(
  ctx: Context,
  note_id: string,
  person_id: string,
  action: 'note:comment' | 'note:moderate' = 'note:comment',
): Promise<void> {
  const { is_trashed } = await requireNote(ctx, note_id, person_id, action);
  if (is_trashed) throw new ApiError('forbidden', 'The note is in the trash. Restore it first.');
}

/** What `work` did is announced with its commit. @param at when the person did it, as they say */
export async function takeTurn<T>(
  ctx: Context,
  note_id: string,
  at: string | undefined,
  work: (turn: Turn) => Promise<T>,
): Promise<T> {
  return transaction(ctx.db, async (tx) => {
    const { rows } = await tx.query<{ seq: number; at: Date }>(
      `insert into comment_counters as c (note_id) select id from notes where id = $1
       on conflict (note_id) do update set seq = c.seq
       returning seq, least($2::timestamptz, clock_timestamp()) as at`,
      [note_id, at ?? null],
    );
    const counter = rows[0];
    if (!counter) throw new ApiError('not_found', 'There is no such note any more.');
    let { seq } = counter;
    const result = await work({ tx, note_id, at: counter.at, nextSeq: () => ++seq });
    if (seq === counter.seq) return result;
    await tx.query('update comment_counters set seq = $2 where note_id = $1', [note_id, seq]);
    await announceCommentsChanged(tx, note_id);
    return result;
  });
}
