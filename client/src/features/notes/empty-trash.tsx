import type { Workspace } from '@scriptorium/shared/api/workspaces.ts';
import { useState } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './note-dialogs.module.css';
import { useOrderActions } from './use-order-actions.ts';

interface EmptyTrashProps {
  workspace: Workspace;
  /** How many lie there. */
  count: number;
}

export function EmptyTrash({ workspace, count }: EmptyTrashProps) {
  const { emptyTrash } = useOrderActions();
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);

  async function empty(): Promise<void> {
    setBusy(true);
    if (await emptyTrash(workspace.id)) showToast(t('order.trashEmptied'));
    setBusy(false);
    setAsked(false);
  }
  return (
    <>
      <Button onClick={() => setAsked(true)}>{t('order.emptyTrash')}</Button>
      {isAsked && (
        <Dialog
          title={t('order.emptyTrashTitle', { workspace: workspace.name })}
          onClose={() => setAsked(false)}
        >
          <p className={styles.text}>{t('order.emptyTrashText', { count })}</p>
          <div className={styles.actions}>
            <Button kind="primary" onClick={() => setAsked(false)}>
              {t('app.cancel')}
            </Button>
            <Button disabled={isBusy} onClick={() => void empty()}>
              {t('order.deleteDo')}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
