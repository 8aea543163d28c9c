/** The note's row as the API shows it to one person. */
import type { Note } from '@scriptorium/shared/api/notes.ts';
import { effective_role, roleJoins } from '../access/effective-role.ts';
import { isReadableBy } from '../access/readable-notes.ts';

export interface NoteRow {
  id: string;
  workspace_id: string;
  parent_id: string | null;
  title: string;
  rank: string;
  deleted_after: Date | null;
  is_template: boolean;
  tags: string[];
  created_at: Date;
  created_by: string | null;
  updated_at: Date;
  trashed_at: Date | null;
  trashed_with: string | null;
  role: Note['role'];
  favourite_rank: string | null;
}

/** Of a note that the person may not read, not even its id is told: what is below it stands at the top for them. */
const parent_id = `case when w.role is not null and not n.in_restricted then n.parent_id
  else (select p.id from notes p where p.id = n.parent_id and ${isReadableBy('$1', 'p')}) end`;

/**
 * Columns and joins of a `NoteRow`, after whatever finds notes `n` that person $1 may read. A note was changed when its
 * row was, or its document: whichever is newer.
 */
export const note_columns = `n.id, n.workspace_id, ${parent_id} as parent_id, n.title, n.rank, n.tags, n.created_at, n.created_by,
  n.trashed_at, n.trashed_with, n.deleted_after, n.is_template, greatest(n.updated_at, d.changed_at) as updated_at,
  ${effective_role} as role, f.rank as favourite_rank`;
export const note_joins = `left join documents d on d.note_id = n.id
  ${roleJoins('$1')}
  left join favourites f on f.note_id = n.id and f.person_id = $1 and f.is_favourite`;

export function toNote(row: NoteRow): Note {
  return {
    ...row,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    trashed_at: row.trashed_at?.toISOString() ?? null,
    deleted_after: row.deleted_after?.toISOString() ?? null,
    favourite: row.favourite_rank !== null,
  };
}
