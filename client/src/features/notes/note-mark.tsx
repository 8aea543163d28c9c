import { CircleAlert, CloudUpload } from 'lucide-react';
import { useMemo } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { useNoteIndex } from './account-context.ts';
import styles from './note-tree.module.css';

/** Quietly, at the end of a row: what was done to the note waits for the server, or the server will not do it. */
export function NoteMark({ noteId }: { noteId: string }) {
  const { queue, problems } = useNoteIndex();
  const mark = useMemo(() => {
    if (problems.some(({ entry }) => entry.operation.note_id === noteId)) return 'refused';
    return queue.some(({ operation }) => operation.note_id === noteId) ? 'waiting' : null;
  }, [queue, problems, noteId]);
  if (mark === null) return null;
  const words = t(mark === 'refused' ? 'notes.refused' : 'notes.waiting');
  return (
    <span className={styles.mark} data-mark={mark} data-tooltip={words} role="img" aria-label={words}>
      {mark === 'refused' ? <CircleAlert aria-hidden="true" /> : <CloudUpload aria-hidden="true" />}
    </span>
  );
}
