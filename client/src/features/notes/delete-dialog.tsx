import type { Note } from '@scriptorium/shared/api/notes.ts';
import { useState } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { titleParts } from '../../lib/note-title.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './note-dialogs.module.css';
import { useTrashedInside } from './queries.ts';
import { useOrderActions } from './use-order-actions.ts';

/** Says what goes: nothing of it comes back. */
export function DeleteDialog({ note, onClose }: { note: Note; onClose: () => void }) {
  const { deleteForGood } = useOrderActions();
  const [isBusy, setBusy] = useState(false);
  const inside = useTrashedInside().get(note.id) ?? 0;
  const title = titleParts(note.title).text;

  async function remove(): Promise<void> {
    setBusy(true);
    if (await deleteForGood(note)) showToast(t('order.deleted', { title }));
    onClose();
  }
  return (
    <Dialog title={t('order.deleteTitle', { title })} onClose={onClose}>
      <p className={styles.text}>{t('order.deleteText')}</p>
      {inside > 0 && <p className={styles.text}>{t('order.deleteInside', { count: inside })}</p>}
      <div className={styles.actions}>
        <Button kind="primary" onClick={onClose}>
          {t('app.cancel')}
        </Button>
        <Button disabled={isBusy} onClick={() => void remove()}>
          {t('order.deleteDo')}
        </Button>
      </div>
    </Dialog>
  );
}
