import { Navigate } from 'react-router';
import { useNoteActions } from '../features/notes/use-note-actions.ts';
import { useDocumentTitle } from '../lib/use-document-title.ts';
import { Button } from '../ui/button.tsx';
import { Message } from '../ui/message.tsx';
import { noteToBeginWith } from './last-note.ts';
import { useLayout } from './layout-context.ts';

/** Straight to writing. */
export function HomePage() {
  useDocumentTitle('Scriptorium');
  const { person, notes, notesError, workspaces } = useLayout();
  const { newNote, isCreating } = useNoteActions();
  const begin = notes && noteToBeginWith(person.id, notes);
  if (begin) return <Navigate to={`/notes/${begin.id}`} replace />;
  if (notes) {
    return (
      <Message
        title="A blank page"
        actions={
          <Button kind="primary" disabled={isCreating} onClick={() => void newNote(workspaces?.[0]?.id)}>
            Write the first note
          </Button>
        }
      >
        <p>There are no notes here yet.</p>
      </Message>
    );
  }
  if (!notesError) return null;
  return (
    <Message role="alert" title="The notes could not be listed">
      <p>{notesError.message} They are safe; this page keeps trying.</p>
    </Message>
  );
}
