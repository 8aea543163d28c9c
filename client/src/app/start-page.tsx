import { Navigate } from 'react-router';
import { useLayout } from './layout-context.ts';
import { NoNotes } from './no-notes.tsx';
import { noteToBeginWith } from './recent-notes.ts';

/** Straight to writing. */
export function StartPage() {
  const { person, notes } = useLayout();
  const begin = notes && noteToBeginWith(person.id, notes);
  return begin ? <Navigate to={`/notes/${begin.id}`} replace /> : <NoNotes />;
}
