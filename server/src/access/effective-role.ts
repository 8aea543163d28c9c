/**
 * What somebody is in a note, in SQL: the one place where the role in its workspace meets what was granted (W1, W7).
 *
 *   w   their role in the workspace. It holds in all of its notes, but below a restriction: there only for those who
 *       administer the workspace.
 *   m   the best of what was granted to them in the note, or for all below a note above it, up to the restriction.
 */
import { noteRoles, type Role, roles } from '@scriptorium/shared/permissions.ts';

/** They have their role in the workspace in every note. */
const administers = "w.role in ('owner', 'admin')";

const guest = 'guest_';
const best_first = `array[${noteRoles.map((role) => `'${role}'`).join(', ')}]`;

/**
 * That a grant `g` of `note_grants` holds in the note.
 * @param note the row of `notes`, by its alias
 */
export function isGrantedIn(note: string): string {
  return `g.note_id = any(${note}.access_path) and (g.with_below or g.note_id = ${note}.id)`;
}

/**
 * Joins both roles, as `w` and `m`, to a note `n`.
 * @param person_id of the person, in SQL: `$1`
 */
export function roleJoins(person_id: string): string {
  return `left join workspace_members w on w.workspace_id = n.workspace_id and w.person_id = ${person_id}
  left join lateral (
    select (${best_first})[min(array_position(${best_first}, g.role))] as role
    from note_grants g where g.person_id = ${person_id} and ${isGrantedIn('n')}
  ) m on true`;
}

/** Of `w.role` and `m.role` the one that is named first in `roles`; null for a stranger. */
export const effective_role = `case ${roles.map((role) => `when ${is(role)} then '${role}'`).join(' ')} end`;

/** Whoever has any role in a note may read it. */
export const has_role = `(m.role is not null or (w.role is not null and (not n.in_restricted or ${administers})))`;

function is(role: Role): string {
  if (role.startsWith(guest)) return `m.role = '${role.slice(guest.length)}'`;
  if (role === 'owner' || role === 'admin') return `w.role = '${role}'`;
  // Whoever edits the workspace is no guest where they were let in as an editor.
  const letIn = role === 'editor' ? "(not n.in_restricted or m.role = 'editor')" : 'not n.in_restricted';
  return `w.role = '${role}' and ${letIn}`;
}
