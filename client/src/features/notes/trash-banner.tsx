import type { Note } from '@scriptorium/shared/api/notes.ts';
import { Button } from '../../ui/button.tsx';
import styles from './trash-banner.module.css';
import { useNoteActions } from './use-note-actions.ts';

export function TrashBanner({ note }: { note: Note }) {
  const { restore } = useNoteActions();
  return (
    <div className={`${styles.banner} no-print`}>
      <p>This note is in the trash. It can be read, not changed.</p>
      <Button kind="quiet" onClick={() => void restore(note)}>
        Restore
      </Button>
    </div>
  );
}
