import { CircleAlert, CircleArrowDown, Cloud, CloudUpload, type LucideIcon } from 'lucide-react';
import { useMemo } from 'react';
import { type MessageId, t } from '../../lib/i18n/i18n.ts';
import { useNoteIndex } from './account-context.ts';
import { useAvailability } from './documents-context.ts';
import styles from './note-tree.module.css';

const marks = {
  refused: { icon: CircleAlert, words: 'notes.refused' },
  waiting: { icon: CloudUpload, words: 'notes.waiting' },
  pinned: { icon: CircleArrowDown, words: 'notes.pinned' },
  none: { icon: Cloud, words: 'notes.notHere' },
} as const satisfies Record<string, { icon: LucideIcon; words: MessageId }>;

/**
 * Quietly, at the end of a row: what was done to the note waits for the server, or the server will not do it; it is
 * kept on this device for good, or not there at all. A note that is there as most are has no mark.
 */
export function NoteMark({ noteId }: { noteId: string }) {
  const { queue, problems } = useNoteIndex();
  const availability = useAvailability(noteId);
  const kind = useMemo((): keyof typeof marks | null => {
    if (problems.some(({ entry }) => entry.operation.note_id === noteId)) return 'refused';
    if (queue.some(({ operation }) => operation.note_id === noteId)) return 'waiting';
    return availability === 'here' ? null : availability;
  }, [queue, problems, availability, noteId]);
  if (kind === null) return null;
  const { icon: Icon, words } = marks[kind];
  return (
    <span className={styles.mark} data-mark={kind} data-tooltip={t(words)} role="img" aria-label={t(words)}>
      <Icon aria-hidden="true" />
    </span>
  );
}
