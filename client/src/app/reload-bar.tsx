/** Says that the page should be loaded anew, and does it on a click. Never in the way of writing. */
import { RefreshCw } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { type MessageId, t } from '../lib/i18n/i18n.ts';
import { declineReload, onReloadWish, type ReloadReason, reloadWish } from '../lib/reload-wish.ts';
import { Button } from '../ui/button.tsx';
import { showToast } from '../ui/toast.tsx';
import styles from './reload-bar.module.css';

const words: Record<ReloadReason, MessageId> = {
  new_version: 'sync.newVersion',
  updated_elsewhere: 'sync.updatedElsewhere',
  part_missing: 'sync.partMissing',
  outdated: 'sync.outdated',
};

export function ReloadBar() {
  const wish = useSyncExternalStore(onReloadWish, reloadWish);
  const [isReloading, setReloading] = useState(false);

  async function reload(): Promise<void> {
    setReloading(true);
    try {
      // It is there since the page was: `main.tsx` began with it.
      const { reloadSafely } = await import('./service-worker.ts');
      await reloadSafely();
    } catch {
      setReloading(false);
      showToast(t('sync.reloadRefused'));
    }
  }

  // The region is always there: one that appears together with its text is not read out.
  return (
    <div className={`${styles.layer} no-print`} role="status">
      {wish && (
        <div className={styles.bar}>
          <RefreshCw aria-hidden="true" />
          <span className={styles.text}>{t(words[wish])}</span>
          <Button kind="primary" disabled={isReloading} onClick={() => void reload()}>
            {t('app.reload')}
          </Button>
          <Button kind="plain" onClick={declineReload}>
            {t('sync.later')}
          </Button>
        </div>
      )}
    </div>
  );
}
