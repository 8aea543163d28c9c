import { t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './queue.module.css';
import type { WhatWaits } from './what-waits.ts';

interface SignOutDialogProps {
  waits: WhatWaits;
  onDownload: () => void;
  onSignOut: () => void;
  onClose: () => void;
}

/** Before anything that is only on this device is removed from it. */
export function SignOutDialog({ waits, onDownload, onSignOut, onClose }: SignOutDialogProps) {
  const { notes, operations } = waits;
  return (
    <Dialog title={t('sync.signOutTitle')} onClose={onClose}>
      {notes.length > 0 && (
        <>
          <p>{t('sync.signOutNotes', { count: notes.length })}</p>
          <ul className={styles.notes}>
            {notes.map(({ id, title }) => (
              <li key={id}>{title}</li>
            ))}
          </ul>
        </>
      )}
      {operations > 0 && <p>{t('sync.signOutActions', { count: operations })}</p>}
      <p className={styles.lead}>{t('sync.signOutText')}</p>
      <div className={styles.actions}>
        <Button kind="primary" autoFocus onClick={onClose}>
          {t('sync.stay')}
        </Button>
        {notes.length > 0 && <Button onClick={onDownload}>{t('sync.downloadAll')}</Button>}
        <Button onClick={onSignOut}>{t('sync.signOutAnyway')}</Button>
      </div>
    </Dialog>
  );
}
