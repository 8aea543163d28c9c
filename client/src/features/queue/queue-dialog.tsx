/** What waits for the server; for what it refused: what happened, what is safe, and what to do. */
import type { Note } from '@scriptorium/shared/api/notes.ts';
import { useState, useSyncExternalStore } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import type { Account } from '../../sync/account/account.ts';
import type { QueuedOperation } from '../../sync/account/account-store.ts';
import type { Problem } from '../../sync/account/queue.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { actWords, safetyWords, stateWords } from './operation-words.ts';
import styles from './queue.module.css';

interface QueueDialogProps {
  account: Account;
  onDownload: (noteId: string) => void;
  onClose: () => void;
}

export function QueueDialog({ account, onDownload, onClose }: QueueDialogProps) {
  const { notes, queue, problems, storage } = useSyncExternalStore(
    account.state.subscribe,
    account.state.get,
  );
  const explained = new Set(problems.flatMap(({ entry, behind }) => [entry, ...behind]));
  const others = queue.filter((entry) => !explained.has(entry));
  return (
    <Dialog title={t('queue.title')} onClose={onClose}>
      <p className={styles.lead}>{t(leadOf(storage === 'memory', problems.length, others.length))}</p>
      <ul className={styles.list}>
        {problems.map((problem) => (
          <ProblemRow
            key={problem.entry.order}
            problem={problem}
            notes={notes}
            account={account}
            onDownload={onDownload}
          />
        ))}
        {others.map((entry) => (
          <WaitingRow key={entry.order} entry={entry} notes={notes} account={account} />
        ))}
      </ul>
    </Dialog>
  );
}

function leadOf(isMemory: boolean, problems: number, others: number) {
  if (isMemory) return 'queue.memoryText';
  if (others > 0) return 'queue.safe';
  return problems > 0 ? 'queue.decide' : 'queue.nothing';
}

interface RowProps {
  notes: readonly Note[];
  account: Account;
}

function WaitingRow({ entry, notes, account }: RowProps & { entry: QueuedOperation }) {
  return (
    <li className={styles.row}>
      <h3 className={styles.what}>{actWords(entry.operation, notes)}</h3>
      <p className={styles.state}>{stateWords(entry)}</p>
      {entry.state.name === 'retrying' && (
        <div className={styles.actions}>
          <Button onClick={() => void account.tryAgain(entry.order)}>{t('app.tryNow')}</Button>
        </div>
      )}
    </li>
  );
}

function ProblemRow({
  problem: { entry, behind },
  notes,
  account,
  onDownload,
}: RowProps & { problem: Problem; onDownload: (noteId: string) => void }) {
  const [isAsking, setAsking] = useState(false);
  const { operation, order } = entry;
  const isNote = operation.kind === 'create_note';
  return (
    <li className={styles.row} data-problem="">
      <h3 className={styles.what}>{actWords(operation, notes)}</h3>
      <p>{stateWords(entry)}</p>
      <p className={styles.state}>{safetyWords(operation)}</p>
      {/* All that there is of it: so that it can be copied. */}
      {operation.kind === 'comment' && 'text' in operation.act && (
        <blockquote className={styles.said}>{operation.act.text}</blockquote>
      )}
      {behind.length > 0 && (
        <details className={styles.state}>
          <summary>{t('queue.behind', { count: behind.length })}</summary>
          <ul className={styles.behind}>
            {behind.map((each) => (
              <li key={each.order}>{actWords(each.operation, notes)}</li>
            ))}
          </ul>
        </details>
      )}
      {isAsking && (
        <p role="alert" className={styles.sure}>
          {t(isNote ? 'queue.discardNoteSure' : 'queue.discardSure')}
        </p>
      )}
      <div className={styles.actions}>
        {isAsking ? (
          <>
            <Button autoFocus onClick={() => setAsking(false)}>
              {t('queue.keep')}
            </Button>
            <Button kind="primary" onClick={() => void account.discard(order)}>
              {t('queue.discardNow')}
            </Button>
          </>
        ) : (
          <>
            <Button kind="primary" onClick={() => void account.tryAgain(order)}>
              {t('app.tryAgain')}
            </Button>
            {isNote && <Button onClick={() => onDownload(operation.note_id)}>{t('queue.download')}</Button>}
            <Button onClick={() => setAsking(true)}>{t('queue.discard')}</Button>
          </>
        )}
      </div>
    </li>
  );
}
