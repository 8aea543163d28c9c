/** Who follows a note (NT1). */
import type { NoteNews } from '@scriptorium/shared/api/notifications.ts';
import { lastVisit } from '../notes/visits.ts';
import type { Context } from '../platform/context.ts';

const named_max = 5;

/** Whether somebody follows a note, and what others did in it since they were there. */
export async function readNews({ db }: Context, note_id: string, person_id: string): Promise<NoteNews> {
  const since = await lastVisit(db, note_id, person_id);
  const { rows } = await db.query<Pick<NoteNews, 'follows' | 'changed_by'>>(
    `select coalesce((select follows from note_followers where note_id = $1 and person_id = $2), false) as follows, (
       select coalesce(json_agg(json_build_object('id', id, 'name', name) order by at desc), '[]') from (
         select p.id, p.name, max(a.at) as at from activity a join people p on p.id = a.person_id
         where a.note_id = $1 and a.kind = 'write' and a.person_id <> $2 and a.at > $3
         group by p.id order by at desc limit ${named_max}
       ) as others
     ) as changed_by`,
    [note_id, person_id, since],
  );
  const { follows = false, changed_by = [] } = rows[0] ?? {};
  return { follows, since: since?.toISOString() ?? null, changed_by };
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
