import type { Person } from '@scriptorium/shared/api/auth.ts';
import type { Note } from '@scriptorium/shared/api/notes.ts';
import type { Workspace } from '@scriptorium/shared/api/workspaces.ts';
import { useOutletContext } from 'react-router';
import type { SyncConnection } from '../sync/connection.ts';

/** What the layout has for the pages in it. */
export interface LayoutContext {
  person: Person;
  connection: SyncConnection | null;
  workspaces: readonly Workspace[];
  /** All that are not in the trash. */
  notes: Note[] | undefined;
  /** Of the workspace that is shown. */
  here: Note[] | undefined;
  notesError: Error | null;
}

export function useLayout(): LayoutContext {
  return useOutletContext<LayoutContext>();
}
