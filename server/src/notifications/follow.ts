/** Who follows a note (NT1). */
import type { Context } from '../platform/context.ts';

export async function follows({ db }: Context, note_id: string, person_id: string): Promise<boolean> {
  const { rows } = await db.query<{ follows: boolean }>(
    'select follows from note_followers where note_id = $1 and person_id = $2',
    [note_id, person_id],
  );
  return rows[0]?.follows ?? false;
}

/** A no stays a row: what they do in the note later does not make them follow it again. */
export async function setFollows(
  { db }: Context,
  note_id: string,
  person_id: string,
  wanted: boolean,
): Promise<void> {
  await db.query(
    `insert into note_followers (note_id, person_id, follows) values ($1, $2, $3)
     on conflict (note_id, person_id) do update set follows = excluded.follows, changed_at = now()`,
    [note_id, person_id, wanted],
  );
}
