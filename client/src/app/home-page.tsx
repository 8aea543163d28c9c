import { Navigate } from 'react-router';
import { useNoteActions } from '../features/notes/use-note-actions.ts';
import { errorWords } from '../lib/error-words.ts';
import { t } from '../lib/i18n/i18n.ts';
import { useDocumentTitle } from '../lib/use-document-title.ts';
import { Button } from '../ui/button.tsx';
import { Message } from '../ui/message.tsx';
import { noteToBeginWith } from './last-note.ts';
import { useLayout } from './layout-context.ts';

/** Straight to writing. */
export function HomePage() {
  useDocumentTitle('Scriptorium');
  const { person, notes, notesError } = useLayout();
  const { newNote } = useNoteActions();
  const begin = notes && noteToBeginWith(person.id, notes);
  if (begin) return <Navigate to={`/notes/${begin.id}`} replace />;
  if (notes) {
    return (
      <Message
        title={t('app.emptyTitle')}
        actions={
          <Button kind="primary" onClick={() => void newNote()}>
            {t('app.firstNote')}
          </Button>
        }
      >
        <p>{t('app.emptyText')}</p>
      </Message>
    );
  }
  if (!notesError) return null;
  return (
    <Message role="alert" title={t('app.notesNotListed')}>
      <p>{t('app.notesNotListedText', { reason: errorWords(notesError) })}</p>
    </Message>
  );
}
