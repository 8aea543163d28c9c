import { type Note, trash_days } from '@scriptorium/shared/api/notes.ts';
import { may } from '@scriptorium/shared/permissions.ts';
import { RotateCcw, Trash2 } from 'lucide-react';
import { Link } from 'react-router';
import { errorWords } from '../../lib/error-words.ts';
import { currentLanguage, t } from '../../lib/i18n/i18n.ts';
import { titleParts } from '../../lib/note-title.ts';
import { relativeTime } from '../../lib/relative-time.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Button, buttonClass, IconButton } from '../../ui/button.tsx';
import { Message } from '../../ui/message.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useAccount, useNoteIndex } from './account-context.ts';
import { EmptyTrash } from './empty-trash.tsx';
import { openNoteDialog } from './note-dialogs.tsx';
import { useTrashedInside, useTrashedNotes } from './queries.ts';
import styles from './trash-page.module.css';
import { useNoteActions } from './use-note-actions.ts';
import { useWorkspace } from './workspace.ts';

export function TrashPage() {
  useDocumentTitle(t('notes.trash'));
  const account = useAccount();
  const { error } = useNoteIndex();
  const notes = useTrashedNotes();
  if (error && !notes) {
    return (
      <Message
        title={t('order.trashNotListed')}
        actions={<Button onClick={() => void account.refresh()}>{t('app.tryAgain')}</Button>}
      >
        <p>{t('order.trashNotListedText', { reason: errorWords(error) })}</p>
      </Message>
    );
  }
  if (notes?.length === 0) {
    return (
      <Message
        title={t('order.trashEmpty')}
        actions={
          <Link to="/" className={buttonClass('quiet')}>
            {t('order.backToNotes')}
          </Link>
        }
      >
        <p>{t('order.trashEmptyText')}</p>
      </Message>
    );
  }
  return (
    <Page title={t('notes.trash')} lead={t('order.trashLead', { days: trash_days })}>
      {notes ? (
        <TrashList notes={notes} />
      ) : (
        <Skeleton label={t('order.trashLoading')} widths={[60, 75, 50]} />
      )}
    </Page>
  );
}

function TrashList({ notes }: { notes: Note[] }) {
  const inside = useTrashedInside();
  const workspace = useWorkspace();
  const here = notes.filter((note) => note.workspace_id === workspace?.id).length;
  return (
    <>
      <ul className={styles.list}>
        {notes.map((note) => (
          <TrashRow key={note.id} note={note} inside={inside.get(note.id) ?? 0} />
        ))}
      </ul>
      {workspace && here > 0 && may(workspace.role, 'workspace:empty_trash') && (
        <div className={styles.empty}>
          <EmptyTrash workspace={workspace} count={here} />
        </div>
      )}
    </>
  );
}

function TrashRow({ note, inside }: { note: Note; inside: number }) {
  const { restore } = useNoteActions();
  const { emoji, text } = titleParts(note.title);
  const bringBack = async () => {
    await restore(note);
    showToast(t('order.restored', { title: text }));
  };
  return (
    <li className={styles.row}>
      <Link to={`/notes/${note.id}`} className={styles.link}>
        <span className={styles.title}>
          {emoji} {text}
        </span>
        {note.trashed_at && (
          <span className={styles.when}>
            {t('order.trashedWhen', { when: relativeTime(note.trashed_at) })}
            {inside > 0 && ` · ${t('order.trashedInside', { count: inside })}`}
            {note.deleted_after && ` · ${endOf(note.deleted_after)}`}
          </span>
        )}
      </Link>
      {may(note.role, 'note:trash') && (
        <Button
          kind="plain"
          aria-label={t('order.restoreNamed', { title: text })}
          onClick={() => void bringBack()}
        >
          <RotateCcw size={15} aria-hidden="true" />
          {t('notes.restore')}
        </Button>
      )}
      {may(note.role, 'note:delete') && (
        <IconButton
          label={t('order.deleteNamed', { title: text })}
          onClick={() => openNoteDialog({ kind: 'delete', noteId: note.id })}
        >
          <Trash2 aria-hidden="true" />
        </IconButton>
      )}
    </li>
  );
}

const day_ms = 24 * 3_600_000;

function endOf(deleted_after: string): string {
  const days = Math.round((Date.parse(deleted_after) - Date.now()) / day_ms);
  if (days < 1) return t('order.goesToday');
  const format = new Intl.RelativeTimeFormat(currentLanguage(), { numeric: 'auto' });
  return t('order.goesIn', { when: format.format(days, 'day') });
}
