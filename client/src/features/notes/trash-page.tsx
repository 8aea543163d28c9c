import type { Note } from '@scriptorium/shared/api/notes.ts';
import { useQuery } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { Link } from 'react-router';
import { titleParts } from '../../lib/note-title.ts';
import { relativeTime } from '../../lib/relative-time.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Message } from '../../ui/message.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast.tsx';
import { notesQuery } from './queries.ts';
import styles from './trash-page.module.css';
import { useNoteActions } from './use-note-actions.ts';

export function TrashPage() {
  useDocumentTitle('Trash');
  const { data: notes, error, refetch } = useQuery(notesQuery(true));
  if (error && !notes) {
    return (
      <Message
        title="The trash could not be listed"
        actions={<Button onClick={() => void refetch()}>Try again</Button>}
      >
        <p>{error.message} Nothing in it is lost.</p>
      </Message>
    );
  }
  if (notes?.length === 0) {
    return (
      <Message
        title="The trash is empty"
        actions={
          <Link to="/" className={buttonClass('quiet')}>
            Back to the notes
          </Link>
        }
      >
        <p>Notes that you move to the trash wait here, and can be brought back.</p>
      </Message>
    );
  }
  return (
    <Page title="Trash" lead="Notes here can be read and brought back.">
      {notes ? <TrashList notes={notes} /> : <Skeleton label="Loading the trash" widths={[60, 75, 50]} />}
    </Page>
  );
}

function TrashList({ notes }: { notes: Note[] }) {
  return (
    <ul className={styles.list}>
      {notes.map((note) => (
        <TrashRow key={note.id} note={note} />
      ))}
    </ul>
  );
}

function TrashRow({ note }: { note: Note }) {
  const { restore } = useNoteActions();
  const { emoji, text } = titleParts(note.title);
  const bringBack = async () => {
    await restore(note);
    showToast(`“${text}” is back`);
  };
  return (
    <li className={styles.row}>
      <Link to={`/notes/${note.id}`} className={styles.link}>
        <span className={styles.title}>
          {emoji} {text}
        </span>
        {note.trashed_at && <span className={styles.when}>Moved here {relativeTime(note.trashed_at)}</span>}
      </Link>
      <Button kind="plain" aria-label={`Restore ${text}`} onClick={() => void bringBack()}>
        <RotateCcw size={15} aria-hidden="true" />
        Restore
      </Button>
    </li>
  );
}
