import type { Note } from '@scriptorium/shared/api/notes.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import styles from './trash-banner.module.css';
import { useNoteActions } from './use-note-actions.ts';

export function TrashBanner({ note }: { note: Note }) {
  const { restore } = useNoteActions();
  return (
    <div className={`${styles.banner} no-print`}>
      <p>{t('notes.inTrash')}</p>
      <Button kind="quiet" onClick={() => void restore(note)}>
        {t('notes.restore')}
      </Button>
    </div>
  );
}
