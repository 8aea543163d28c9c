/** What people wrote becomes activity, one row a note, person and sitting. */
import type { Tx } from '../../platform/db.ts';
import type { Writing } from './due.ts';

/** Somebody who comes back to a note within this time goes on with their sitting, as with a visit. */
export const sitting_gap = `interval '30 minutes'`;

export interface Sitting {
  note_id: string;
  person_id: string;
  /** Of the whole of it. */
  began_at: Date;
  ended_at: Date;
}

/** @returns the sittings that the writings belong to, as they are now */
export async function saveSittings(tx: Tx, writings: readonly Writing[]): Promise<Sitting[]> {
  const { rows } = await tx.query<Sitting>(
    `with w as (
       select * from json_to_recordset($1) as w (note_id uuid, person_id uuid, from_seq bigint, to_seq bigint,
         began_at timestamptz, ended_at timestamptz)
     ), gone_on as (
       update activity a set to_seq = greatest(a.to_seq, w.to_seq), at = greatest(a.at, w.ended_at)
       from w where a.id = (
         select b.id from activity b
         where b.note_id = w.note_id and b.person_id = w.person_id and b.kind = 'write'
           and b.at > w.began_at - ${sitting_gap}
         order by b.at desc limit 1
       )
       returning a.note_id, a.person_id, a.began_at, a.at as ended_at
     ), begun as (
       insert into activity (workspace_id, note_id, person_id, kind, from_seq, to_seq, began_at, at)
       select n.workspace_id, n.id, w.person_id, 'write', w.from_seq, w.to_seq, w.began_at, w.ended_at
       from w join notes n on n.id = w.note_id
       where not exists (select 1 from gone_on g where g.note_id = w.note_id and g.person_id = w.person_id)
       returning note_id, person_id, began_at, at as ended_at
     )
     select * from gone_on union all select * from begun`,
    [JSON.stringify(writings)],
  );
  return rows;
}
