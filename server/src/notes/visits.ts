/** When people were in a note, to tell them what changed since. Kept by `sync`, read by `history` and `notifications`. */
import type { Db } from '../platform/db.ts';

/** A visit goes on where somebody comes back within this time: a train has tunnels. */
const visit_gap_minutes = 30;
/** For so long after it was last said, somebody is taken to be there; said again well within it, while the note changes. */
const looking_seconds = 40;

export interface Visit {
  note_id: string;
  person_id: string;
}

export async function beginVisit(db: Db, { note_id, person_id }: Visit): Promise<void> {
  await db.query({
    name: 'begin-visit',
    text: `insert into note_visits (note_id, person_id, seen_at, looking_until)
      values ($1, $2, now(), now() + interval '${looking_seconds} seconds')
      on conflict (note_id, person_id) do update set
        before_at = case when now() - note_visits.seen_at > make_interval(mins => ${visit_gap_minutes})
          then note_visits.seen_at else note_visits.before_at end,
        seen_at = now(), looking_until = excluded.looking_until`,
    values: [note_id, person_id],
  });
}

export async function endVisit(db: Db, { note_id, person_id }: Visit): Promise<void> {
  await db.query({
    name: 'end-visit',
    text: 'update note_visits set seen_at = now(), looking_until = now() where note_id = $1 and person_id = $2',
    values: [note_id, person_id],
  });
}

/** They are still there. */
export async function prolongVisits(db: Db, visits: readonly Visit[]): Promise<void> {
  await db.query({
    name: 'prolong-visits',
    text: `update note_visits v set seen_at = now(), looking_until = now() + interval '${looking_seconds} seconds'
      from unnest($1::uuid[], $2::uuid[]) as here (note_id, person_id)
      where v.note_id = here.note_id and v.person_id = here.person_id`,
    values: [visits.map(({ note_id }) => note_id), visits.map(({ person_id }) => person_id)],
  });
}

/** The end of the visit before the present one; null: there was none. */
export async function lastVisit(db: Db, note_id: string, person_id: string): Promise<Date | null> {
  const { rows } = await db.query<{ at: Date | null }>(
    `select case when now() - seen_at > make_interval(mins => ${visit_gap_minutes})
       then seen_at else before_at end as at
     from note_visits where note_id = $1 and person_id = $2`,
    [note_id, person_id],
  );
  return rows[0]?.at ?? null;
}
