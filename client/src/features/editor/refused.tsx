import { type ReactNode, useState } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import type { Account } from '../../sync/account/account.ts';
import type { OpenNote } from '../../sync/open-note.ts';
import { Button } from '../../ui/button.tsx';
import { Message } from '../../ui/message.tsx';
import { showToast } from '../../ui/toast.tsx';
import { downloadCopy } from './download-copy.ts';
import { type Refusal, refusalWords } from './refusal-words.ts';
import styles from './refused.module.css';
import { useSyncPart } from './use-open-note.ts';

/** Why the note cannot be shown: the server does not open it, and this browser has nothing of it. */
export function Refused({ kind, actions }: { kind: Refusal; actions: ReactNode }) {
  const { title, text } = refusalWords[kind];
  return (
    <Message role="alert" title={t(title)} actions={actions}>
      <p>{t(text)}</p>
    </Message>
  );
}

export interface KeepOptions {
  note: OpenNote;
  /** Puts what the note says into a new one, and opens that. */
  onKeepAsNew: (note: OpenNote) => Promise<void>;
}

interface RefusedBannerProps extends KeepOptions {
  kind: Refusal;
  account: Account;
}

/** Over a note that can still be read: why it takes no changes any more, what is safe, and what can be done. */
export function RefusedBanner({ note, account, kind, onKeepAsNew }: RefusedBannerProps) {
  const { title, text } = refusalWords[kind];
  const waiting = useSyncPart(note, account, (sync) => sync.waiting);
  const mayReload = kind === 'outdated' || kind === 'bad_message' || kind === 'too_large';
  return (
    <section className={`${styles.banner} no-print`} role="alert">
      <div className={styles.words}>
        <h2 className={styles.title}>{t(title)}</h2>
        <p>{t(kind === 'forbidden' ? 'sync.lostAccessText' : text)}</p>
        <p>{waiting > 0 ? t('sync.changesKept', { count: waiting }) : t('sync.whatIsKept')}</p>
      </div>
      <div className={styles.actions}>
        {mayReload && (
          <Button kind="primary" onClick={() => location.reload()}>
            {t('sync.reload')}
          </Button>
        )}
        <KeepAsNew kind={mayReload ? 'quiet' : 'primary'} note={note} onKeepAsNew={onKeepAsNew} />
        <Button onClick={() => downloadCopy(note.doc)}>{t('sync.download')}</Button>
      </div>
    </section>
  );
}

function KeepAsNew({ kind, note, onKeepAsNew }: KeepOptions & { kind: 'primary' | 'quiet' }) {
  const [isBusy, setBusy] = useState(false);
  async function keep(): Promise<void> {
    setBusy(true);
    try {
      await onKeepAsNew(note);
      showToast(t('sync.keptAsNew'));
    } catch {
      showToast(t('sync.notKept'));
    } finally {
      setBusy(false);
    }
  }
  return (
    <Button kind={kind} disabled={isBusy} onClick={() => void keep()}>
      {t('sync.keepAsNew')}
    </Button>
  );
}
