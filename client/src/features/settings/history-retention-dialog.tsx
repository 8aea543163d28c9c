import type { ReactNode } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './settings-page.module.css';

interface HistoryRetentionDialogProps {
  title: string;
  /** What would go now. */
  children: ReactNode;
  onSure: () => void;
  onClose: () => void;
}

/** Before anything of a history goes for good. */
export function HistoryRetentionDialog({ title, children, onSure, onClose }: HistoryRetentionDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <p>{t('settings.historySureText')}</p>
      <div className={styles.actions}>
        <Button kind="primary" autoFocus onClick={onClose}>
          {t('app.cancel')}
        </Button>
        <Button onClick={onSure}>{t('settings.historySureGo')}</Button>
      </div>
    </Dialog>
  );
}
