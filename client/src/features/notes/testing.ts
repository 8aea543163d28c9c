/** Notes for tests of this folder. */
import type { Note } from '@scriptorium/shared/api/notes.ts';

/** What is left out is as in a note at the top of one's own workspace; the order is that of the list. */
export function makeNotes(...facts: (Partial<Note> & { id: string })[]): Note[] {
  return facts.map((fact, at) => ({
    workspace_id: 'w',
    parent_id: null,
    title: fact.id,
    rank: `0|${String(at).padStart(6, '0')}:`,
    created_at: '2026-11-21T12:00:00.000Z',
    created_by: null,
    updated_at: '2026-11-21T12:00:00.000Z',
    trashed_at: null,
    trashed_with: null,
    deleted_after: null,
    is_template: false,
    tags: [],
    role: 'owner',
    favourite: false,
    favourite_rank: null,
    ...fact,
  }));
}
