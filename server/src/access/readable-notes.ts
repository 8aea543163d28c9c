/**
 * Which notes a person may read, as SQL: for whoever looks for notes among all there are. What a role may do is not asked
 * here: every role may read. It says the same as `has_role` in `effective-role.ts`, in a form that joins nothing, and changes with it.
 */
import { isGrantedIn } from './effective-role.ts';

/**
 * The condition that a note is readable; it decides, wherever the note was found.
 * @param person the parameter with the person's id, as `$1`
 * @param note the row of `notes`, by its alias
 */
export function isReadableBy(person: string, note = 'n'): string {
  return `(exists (select 1 from workspace_members w where w.workspace_id = ${note}.workspace_id and w.person_id = ${person}
      and (not ${note}.in_restricted or w.role in ('owner', 'admin')))
    or exists (select 1 from note_grants g where g.person_id = ${person} and ${isGrantedIn(note)}))`;
}

/**
 * Before `select`, for a statement that asks of very many notes whether one person may read them: what was granted to them is
 * read once, and every condition here sees that instead of the view. @param person as above
 */
export function withGrantsOf(person: string): string {
  return `with note_grants as materialized (select * from note_grants where person_id = ${person})`;
}

/** Notes that a person may read without being in their workspace: at least these, as ids. @param person as above */
export function sharedNotes(person: string): string {
  return `select granted.id from note_grants g join notes granted on granted.access_path @> array[g.note_id]
    where g.person_id = ${person} and (g.with_below or granted.id = g.note_id)`;
}
