/** The notes that a person keeps at hand: a short list of their own, in an order of their own (N7). */
import { rankBetween } from '@scriptorium/shared/rank.ts';
import type { AddFavouriteRequest, RemoveFavouriteRequest } from '@scriptorium/shared/api/notes.ts';
import type { Context } from '../platform/context.ts';
import { type Tx, transaction } from '../platform/db.ts';

/** Also puts a favourite somewhere else in the list. */
export async function addFavourite(
  ctx: Context,
  person_id: string,
  note_id: string,
  request: AddFavouriteRequest,
): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const rank = request?.rank ?? (await findRankOf(tx, person_id, note_id));
    await tx.query(
      `insert into favourites as f (person_id, note_id, is_favourite, rank, changed_at)
       values ($1, $2, true, $3, least($4::timestamptz, clock_timestamp()))
       on conflict (person_id, note_id) do update
         set is_favourite = true, rank = excluded.rank, changed_at = excluded.changed_at
         where f.changed_at < excluded.changed_at`,
      [person_id, note_id, rank, request?.at ?? null],
    );
  });
}

/** The row stays: what was asked for before this and comes late must find it. */
export async function removeFavourite(
  ctx: Context,
  person_id: string,
  note_id: string,
  request: RemoveFavouriteRequest,
): Promise<void> {
  await ctx.db.query(
    `insert into favourites as f (person_id, note_id, is_favourite, rank, changed_at)
     values ($1, $2, false, $3, least($4::timestamptz, clock_timestamp()))
     on conflict (person_id, note_id) do update set is_favourite = false, changed_at = excluded.changed_at
       where f.changed_at < excluded.changed_at`,
    [person_id, note_id, rankBetween(null, null), request?.at ?? null],
  );
}

/** Where it is, or behind all others. */
async function findRankOf(tx: Tx, person_id: string, note_id: string): Promise<string> {
  const { rows } = await tx.query<{ note_id: string; rank: string }>(
    `select note_id, rank from favourites where person_id = $1 and is_favourite
     order by note_id = $2 desc, rank desc limit 1`,
    [person_id, note_id],
  );
  return rows[0]?.note_id === note_id ? rows[0].rank : rankBetween(rows[0]?.rank ?? null, null);
}
