/** The note's row as the API shows it. */
import type { Note } from '@scriptorium/shared/api/notes.ts';

export interface NoteRow {
  id: string;
  workspace_id: string;
  parent_id: string | null;
  title: string;
  rank: string;
  created_at: Date;
  created_by: string | null;
  updated_at: Date;
  trashed_at: Date | null;
}

/** A note was changed when its row was, or its document: whichever is newer. */
export const note_columns = `id, workspace_id, parent_id, title, rank, created_at, created_by, trashed_at,
  greatest(updated_at, (select changed_at from documents where note_id = notes.id)) as updated_at`;

export function toNote(row: NoteRow): Note {
  return {
    ...row,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    trashed_at: row.trashed_at?.toISOString() ?? null,
  };
}
