import type { NotePeople } from '@scriptorium/shared/api/notes.ts';
import type { Context } from '../platform/context.ts';
import { effective_role, has_role, isGrantedIn, roleJoins } from './effective-role.ts';

/** Enough to choose a name from; what is beyond it can be mentioned by nobody. */
const people_max = 500;

/** Who can read the note, by name; but no guests, who are told of nothing. */
export async function listPeople(ctx: Context, note_id: string): Promise<NotePeople> {
  const { rows } = await ctx.db.query<NotePeople['people'][number]>(
    `with people_here as (
       select w.person_id from notes n join workspace_members w using (workspace_id) where n.id = $1
       union
       select g.person_id from notes n join note_grants g on ${isGrantedIn('n')} where n.id = $1
     )
     select p.id, p.name, ${effective_role} as role
     from notes n cross join people_here h join people p on p.id = h.person_id
     ${roleJoins('p.id')}
     where n.id = $1 and not p.is_guest and ${has_role} order by lower(p.name), p.id limit $2`,
    [note_id, people_max],
  );
  return { people: rows };
}
