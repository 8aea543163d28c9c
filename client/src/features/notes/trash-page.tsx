import type { Note } from '@scriptorium/shared/api/notes.ts';
import { may } from '@scriptorium/shared/permissions.ts';
import { RotateCcw } from 'lucide-react';
import { Link } from 'react-router';
import { errorWords } from '../../lib/error-words.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { titleParts } from '../../lib/note-title.ts';
import { relativeTime } from '../../lib/relative-time.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Message } from '../../ui/message.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useAccount, useNoteIndex } from './account-context.ts';
import { useTrashedInside, useTrashedNotes } from './queries.ts';
import styles from './trash-page.module.css';
import { useNoteActions } from './use-note-actions.ts';

export function TrashPage() {
  useDocumentTitle(t('notes.trash'));
  const account = useAccount();
  const { error } = useNoteIndex();
  const notes = useTrashedNotes();
  if (error && !notes) {
    return (
      <Message
        title={t('notes.trashNotListed')}
        actions={<Button onClick={() => void account.refresh()}>{t('app.tryAgain')}</Button>}
      >
        <p>{t('notes.trashNotListedText', { reason: errorWords(error) })}</p>
      </Message>
    );
  }
  if (notes?.length === 0) {
    return (
      <Message
        title={t('notes.trashEmpty')}
        actions={
          <Link to="/" className={buttonClass('quiet')}>
            {t('notes.backToNotes')}
          </Link>
        }
      >
        <p>{t('notes.trashEmptyText')}</p>
      </Message>
    );
  }
  return (
    <Page title={t('notes.trash')} lead={t('notes.trashLead')}>
      {notes ? (
        <TrashList notes={notes} />
      ) : (
        <Skeleton label={t('notes.trashLoading')} widths={[60, 75, 50]} />
      )}
    </Page>
  );
}

function TrashList({ notes }: { notes: Note[] }) {
  const inside = useTrashedInside();
  return (
    <ul className={styles.list}>
      {notes.map((note) => (
        <TrashRow key={note.id} note={note} inside={inside.get(note.id) ?? 0} />
      ))}
    </ul>
  );
}

function TrashRow({ note, inside }: { note: Note; inside: number }) {
  const { restore } = useNoteActions();
  const { emoji, text } = titleParts(note.title);
  const bringBack = async () => {
    await restore(note);
    showToast(t('notes.restored', { title: text }));
  };
  return (
    <li className={styles.row}>
      <Link to={`/notes/${note.id}`} className={styles.link}>
        <span className={styles.title}>
          {emoji} {text}
        </span>
        {note.trashed_at && (
          <span className={styles.when}>
            {t('notes.trashedWhen', { when: relativeTime(note.trashed_at) })}
            {inside > 0 && ` · ${t('notes.trashedInside', { count: inside })}`}
          </span>
        )}
      </Link>
      {may(note.role, 'note:trash') && (
        <Button
          kind="plain"
          aria-label={t('notes.restoreNamed', { title: text })}
          onClick={() => void bringBack()}
        >
          <RotateCcw size={15} aria-hidden="true" />
          {t('notes.restore')}
        </Button>
      )}
    </li>
  );
}
