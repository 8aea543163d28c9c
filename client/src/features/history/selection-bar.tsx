import { RotateCcw } from 'lucide-react';
import { t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import styles from './selection-bar.module.css';

/** While text of the past is selected: to have the blocks that it is in back. */
export function SelectionBar({ count, onRestore }: { count: number; onRestore: () => void }) {
  return (
    <div className={styles.bar}>
      {/* The press of the mouse would end the selection. */}
      <Button kind="primary" onMouseDown={(event) => event.preventDefault()} onClick={onRestore}>
        <RotateCcw aria-hidden="true" />
        {t('history.restoreSelected', { count })}
      </Button>
    </div>
  );
}
