import type { Term } from '@scriptorium/shared/search/parse-query.ts';
import type { Tx } from '../platform/db.ts';

/** Of one name. Those with whom one shares a workspace come first. */
const people_max = 20;

/** Who is meant by `person:`: a name, or the beginning of one of its words. @returns ids, by what was asked for */
export async function findNamed(
  tx: Tx,
  person_id: string,
  terms: readonly Term[],
): Promise<Map<string, string[]>> {
  const names = new Set(terms.flatMap((term) => (term.kind === 'person' ? [term.name] : [])));
  const people = new Map<string, string[]>();
  for (const name of names) {
    const { rows } = await tx.query<{ id: string }>(
      `select p.id from people p where ' ' || lower(p.name) like '% ' || $2 || '%'
       order by exists (
         select 1 from workspace_members mine join workspace_members theirs using (workspace_id)
         where mine.person_id = $1 and theirs.person_id = p.id
       ) desc, lower(p.name), p.id limit $3`,
      [person_id, name.toLowerCase().replaceAll(/[\\%_]/g, '\\$&'), people_max],
    );
    people.set(
      name,
      rows.map(({ id }) => id),
    );
  }
  return people;
}
