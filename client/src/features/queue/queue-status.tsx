/** A quiet line at the foot of the sidebar: what waits for the server, and what needs a person. */
import { CircleAlert, CloudUpload, HardDrive } from 'lucide-react';
import { Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { loadQueueMessages, t } from '../../lib/i18n/i18n.ts';
import type { Account } from '../../sync/account/account.ts';
import type { IndexState } from '../../sync/account/note-index.ts';
import { lazyPart } from '../../ui/lazy-part.ts';

const QueueDialog = lazyPart(async () => {
  const [{ QueueDialog: dialog }] = await Promise.all([import('./queue-dialog.tsx'), loadQueueMessages()]);
  return dialog;
});

/** With a server that answers everything is gone sooner. */
const shown_after_ms = 3_000;

interface QueueStatusProps {
  account: Account;
  className: string;
  onDownload: (noteId: string) => void;
}

export function QueueStatus({ account, className, onDownload }: QueueStatusProps) {
  const state = useSyncExternalStore(account.state.subscribe, account.state.get);
  const [isOpen, setOpen] = useState(false);
  const isLong = useLasting(state.pending > 0);
  const line = lineOf(state, isLong);
  return (
    <>
      {line && (
        <button type="button" className={className} data-queue={line.kind} onClick={() => setOpen(true)}>
          <line.icon aria-hidden="true" />
          {line.text}
        </button>
      )}
      {isOpen && (
        <Suspense fallback={null}>
          <QueueDialog account={account} onDownload={onDownload} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

function lineOf({ pending, problems, storage }: IndexState, isLong: boolean) {
  const count = problems.length;
  if (count > 0) return { kind: 'attention', icon: CircleAlert, text: t('queue.attention', { count }) };
  if (isLong) return { kind: 'waiting', icon: CloudUpload, text: t('queue.waiting', { count: pending }) };
  return storage === 'memory' ? { kind: 'memory', icon: HardDrive, text: t('queue.memory') } : null;
}

/** Whether it has been so for a while. */
function useLasting(is: boolean): boolean {
  const [isLasting, setLasting] = useState(false);
  useEffect(() => {
    if (!is) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), shown_after_ms);
    return () => clearTimeout(timer);
  }, [is]);
  return is && isLasting;
}
