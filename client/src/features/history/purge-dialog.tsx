import { t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './version-dialog.module.css';

interface PurgeDialogProps {
  onSure: () => void;
  onClose: () => void;
}

/** Before all that a note was goes for good. */
export function PurgeDialog({ onSure, onClose }: PurgeDialogProps) {
  return (
    <Dialog title={t('history.purgeTitle')} onClose={onClose}>
      <p>{t('history.purgeText')}</p>
      <div className={styles.actions}>
        <Button kind="primary" autoFocus onClick={onClose}>
          {t('app.cancel')}
        </Button>
        <Button onClick={onSure}>{t('history.purgeGo')}</Button>
      </div>
    </Dialog>
  );
}
