/** Who follows a note by what they do in it; what comes of following is `notifications/`. */
import type { Tx } from '../platform/db.ts';

export interface Follower {
  note_id: string;
  person_id: string | null;
}

/** Unless they ever said no, or have no account. */
export async function followByActing(tx: Tx, followers: readonly Follower[]): Promise<void> {
  await tx.query(
    `insert into note_followers (note_id, person_id, follows)
     select distinct t.note_id, p.id, true from json_to_recordset($1) as t (note_id uuid, person_id uuid)
     join people p on p.id = t.person_id and not p.is_guest
     on conflict do nothing`,
    [JSON.stringify(followers)],
  );
}
