import { useEffect, useState } from 'react';
import { formatBytes } from '../../lib/format-bytes.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './settings-page.module.css';

interface Kept {
  used_bytes: number | undefined;
  budget_bytes: number | undefined;
  isPersistent: boolean;
}

/** What this browser keeps of the notes, and whether it may throw it away by itself. */
export function Storage({ keptCount }: { keptCount: number }) {
  const [kept, setKept] = useState<Kept | null>(null);
  useEffect(() => {
    void look().then(setKept);
  }, []);

  async function askToPersist(): Promise<void> {
    if (!(await navigator.storage.persist())) showToast(t('settings.storagePersistRefused'));
    setKept(await look());
  }

  if (!kept) return null;
  const { used_bytes, budget_bytes, isPersistent } = kept;
  return (
    <div className={styles.storage}>
      {used_bytes === undefined || budget_bytes === undefined ? (
        <p>{t('settings.storageUnknown')}</p>
      ) : (
        <Used used_bytes={used_bytes} budget_bytes={budget_bytes} />
      )}
      <p>{t('settings.storageKept', { count: keptCount })}</p>
      <p className={styles.quiet}>
        {t(isPersistent ? 'settings.storagePersistent' : 'settings.storagePassing')}
      </p>
      {!isPersistent && (
        <Button className={styles.submit} onClick={() => void askToPersist()}>
          {t('settings.storagePersist')}
        </Button>
      )}
    </div>
  );
}

function Used({ used_bytes, budget_bytes }: { used_bytes: number; budget_bytes: number }) {
  const words = t('settings.storageUsed', {
    used: formatBytes(used_bytes),
    budget: formatBytes(budget_bytes),
  });
  return (
    <>
      <meter className={styles.meter} min={0} max={budget_bytes} value={used_bytes} aria-label={words} />
      <p>{words}</p>
    </>
  );
}

/** Browsers keep it to themselves on pages without https. */
async function look(): Promise<Kept> {
  const { storage } = navigator as Partial<Navigator>;
  const { usage, quota } = (await storage?.estimate()) ?? {};
  return { used_bytes: usage, budget_bytes: quota, isPersistent: (await storage?.persisted()) ?? true };
}
