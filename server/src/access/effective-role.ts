/** What somebody is in a note, in SQL: the one place where the role in its workspace and the one in the note meet. */
import { roles } from '@scriptorium/shared/permissions.ts';

/**
 * Joins both roles, as `w` and `m`, to a note `n`.
 * @param person_id of the person, in SQL: `$1`
 */
export function roleJoins(person_id: string): string {
  return `left join workspace_members w on w.workspace_id = n.workspace_id and w.person_id = ${person_id}
  left join note_members m on m.note_id = n.id and m.person_id = ${person_id}`;
}

const guest = 'guest_';

/** Of `w.role` and `m.role` the one that is named first in `roles`; null for a stranger. */
export const effective_role = `case ${roles
  .map((role) =>
    role.startsWith(guest)
      ? `when m.role = '${role.slice(guest.length)}' then '${role}'`
      : `when w.role = '${role}' then '${role}'`,
  )
  .join(' ')} end`;

/** Whoever has any role in a note may read it. */
export const has_role = '(w.role is not null or m.role is not null)';
