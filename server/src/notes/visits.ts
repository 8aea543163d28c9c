/** When people were in a note, to tell them what changed since. Kept by `sync`, read by `history`. */
import type { Db } from '../platform/db.ts';

/** A visit goes on where somebody comes back within this time: a train has tunnels. */
const visit_gap_minutes = 30;

export async function beginVisit(db: Db, note_id: string, person_id: string): Promise<void> {
  await db.query({
    name: 'begin-visit',
    text: `insert into note_visits (note_id, person_id, seen_at) values ($1, $2, now())
      on conflict (note_id, person_id) do update set
        before_at = case when now() - note_visits.seen_at > make_interval(mins => ${visit_gap_minutes})
          then note_visits.seen_at else note_visits.before_at end,
        seen_at = now()`,
    values: [note_id, person_id],
  });
}

export async function endVisit(db: Db, note_id: string, person_id: string): Promise<void> {
  await db.query({
    name: 'end-visit',
    text: 'update note_visits set seen_at = now() where note_id = $1 and person_id = $2',
    values: [note_id, person_id],
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
