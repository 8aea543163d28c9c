/** Short messages at the bottom of the page, one at a time. A destructive act offers its undo here. */
import { X } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { t } from '../lib/i18n/i18n.ts';
import { Button, IconButton } from './button.tsx';
import styles from './toast.module.css';

interface Toast {
  id: number;
  text: string;
  action?: { label: string; run: () => void };
}

const shown_ms = 8_000;
let current: Toast | null = null;
let count = 0;
const listeners = new Set<() => void>();

export function showToast(text: string, action?: Toast['action']): void {
  set(action ? { id: ++count, text, action } : { id: ++count, text });
}

export function ToastLayer() {
  const toast = useSyncExternalStore(subscribe, () => current);
  useEffect(() => {
    if (!toast) return;
    const timer = setTimeout(() => set(null), shown_ms);
    return () => clearTimeout(timer);
  }, [toast]);
  // The region is always there: one that appears together with its text is not read out.
  return (
    <div className={`${styles.layer} no-print`} role="status">
      {toast && (
        <div key={toast.id} className={styles.toast}>
          <span className={styles.text}>{toast.text}</span>
          {toast.action && (
            <Button kind="plain" className={styles.action ?? ''} onClick={() => act(toast)}>
              {toast.action.label}
            </Button>
          )}
          <IconButton label={t('app.dismiss')} className={styles.close ?? ''} onClick={() => set(null)}>
            <X aria-hidden="true" />
          </IconButton>
        </div>
      )}
    </div>
  );
}

function act(toast: Toast): void {
  set(null);
  toast.action?.run();
}

function set(toast: Toast | null): void {
  current = toast;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
