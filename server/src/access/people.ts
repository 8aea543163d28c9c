import type { NotePeople } from '@scriptorium/shared/api/notes.ts';
import type { Context } from '../platform/context.ts';

/** Enough to choose a name from; what is beyond it can be mentioned by nobody. */
const people_max = 500;

/** Who can read the note, by name. A role in the workspace outranks one in the note, as everywhere. */
export async function listPeople(ctx: Context, note_id: string): Promise<NotePeople> {
  const { rows } = await ctx.db.query<NotePeople['people'][number]>(
    `with roles as (
       select w.person_id, w.role, 1 as rank from notes n join workspace_members w using (workspace_id) where n.id = $1
       union all
       select person_id, role, 2 from note_members where note_id = $1
     ), people_here as (
       select distinct on (person_id) person_id, role from roles order by person_id, rank
     )
     select p.id, p.name, h.role from people_here h join people p on p.id = h.person_id
     order by lower(p.name), p.id limit $2`,
    [note_id, people_max],
  );
  return { people: rows };
}
