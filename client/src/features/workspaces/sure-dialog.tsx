import type { ReactNode } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './workspaces.module.css';

interface SureDialogProps {
  title: string;
  /** What happens. */
  children: ReactNode;
  action: string;
  isDisabled?: boolean;
  onSure: () => void;
  onClose: () => void;
}

/** Before something that cannot be undone by the person alone. */
export function SureDialog({
  title,
  children,
  action,
  isDisabled = false,
  onSure,
  onClose,
}: SureDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <div className={styles.form}>
        {children}
        <div className={styles.actions}>
          <Button kind="primary" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button disabled={isDisabled} onClick={onSure}>
            {action}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
