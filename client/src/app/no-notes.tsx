import { may } from '@scriptorium/shared/permissions.ts';
import { Link } from 'react-router';
import { useNoteActions } from '../features/notes/use-note-actions.ts';
import { useWorkspace } from '../features/notes/workspace.ts';
import { errorWords } from '../lib/error-words.ts';
import { t } from '../lib/i18n/i18n.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { Message } from '../ui/message.tsx';
import { useLayout } from './layout-context.ts';

/** There are none, or they could not be listed; nothing while neither is known. */
export function NoNotes() {
  const { person, here: notes, notesError } = useLayout();
  const { newNote } = useNoteActions();
  const workspace = useWorkspace();
  const mayMake =
    !person.is_guest && (workspace === undefined || may(workspace.role, 'workspace:create_note'));
  if (notes) {
    return (
      <Message
        title={t('app.emptyTitle')}
        actions={
          mayMake && (
            <>
              <Button kind="primary" onClick={() => void newNote()}>
                {t('app.firstNote')}
              </Button>
              <Link to="/templates" className={buttonClass('quiet')}>
                {t('app.templates')}
              </Link>
            </>
          )
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
