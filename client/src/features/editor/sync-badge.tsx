import {
  Check,
  CloudOff,
  HardDriveDownload,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { relativeTime } from '../../lib/relative-time.ts';
import { shortcutText, useShortcuts } from '../../lib/shortcuts.ts';
import type { Account } from '../../sync/account/account.ts';
import type { Documents } from '../../sync/documents.ts';
import type { OpenNote } from '../../sync/open-note.ts';
import type { SyncWord } from '../../sync/sync-state.ts';
import { Button } from '../../ui/button.tsx';
import { Popover } from '../../ui/popover.tsx';
import { downloadCopy } from './download-copy.ts';
import styles from './sync-badge.module.css';
import { syncExplanation, syncLabel } from './sync-words.ts';
import { useNotePart, useSyncPart } from './use-open-note.ts';

const icons: Record<SyncWord, LucideIcon> = {
  connecting: LoaderCircle,
  saving: LoaderCircle,
  saved_on_device: HardDriveDownload,
  saved: Check,
  offline: CloudOff,
  not_saved: TriangleAlert,
};

interface SyncBadgeProps {
  note: OpenNote;
  account: Account;
  documents: Documents;
}

export function SyncBadge({ note, account, documents }: SyncBadgeProps) {
  const [isOpen, setOpen] = useState(false);
  useShortcuts([{ shortcut: 'syncState', run: () => setOpen(true) }]);
  const word = useSyncPart(note, account, (sync) => sync.word);
  const count = useSyncPart(note, account, (sync) => (sync.word === 'saved_on_device' ? sync.waiting : null));
  const Icon = icons[word];
  const worries = word === 'offline' || word === 'not_saved' || word === 'saved_on_device';
  return (
    <>
      <Popover
        title={syncLabel(word)}
        isOpen={isOpen}
        setOpen={setOpen}
        trigger={(props) => (
          <button
            type="button"
            {...props}
            className={styles.badge}
            data-sync={word}
            data-tooltip={t('sync.tooltip')}
            data-hotkey={shortcutText('syncState')}
          >
            <Icon aria-hidden="true" />
            <span className={styles.word}>{syncLabel(word)}</span>
            {count !== null && <span className={styles.count}>{count}</span>}
          </button>
        )}
      >
        <Details note={note} account={account} documents={documents} />
      </Popover>
      {/* Read out only what matters: "Saving…" with each word typed would drown everything else. */}
      <span className="visually-hidden" role="status">
        {worries ? syncLabel(word) : ''}
      </span>
    </>
  );
}

function Details({ note, account, documents }: SyncBadgeProps) {
  const explanation = useSyncPart(note, account, syncExplanation);
  const word = useSyncPart(note, account, (sync) => sync.word);
  const savedAt = useNotePart(note, (status) => status.savedAt);
  return (
    <div className={styles.details}>
      <p>{explanation}</p>
      {savedAt !== null && word !== 'saved' && (
        <p className={styles.last}>{t('sync.lastSaved', { ago: relativeTime(savedAt) })}</p>
      )}
      <PinSwitch noteId={note.noteId} documents={documents} />
      <Button kind="quiet" onClick={() => downloadCopy(note.doc)}>
        {t('sync.download')}
      </Button>
    </div>
  );
}

function PinSwitch({ noteId, documents }: { noteId: string; documents: Documents }) {
  const availability = documents.availability(noteId);
  const isPinned = useSyncExternalStore(availability.subscribe, availability.get) === 'pinned';
  return (
    <label className={styles.pin}>
      <input
        type="checkbox"
        checked={isPinned}
        onChange={(event) => void documents.pin(noteId, event.currentTarget.checked)}
      />
      <span>
        {t('sync.keepHere')}
        <span className={styles.hint}>{t('sync.keepHereHint')}</span>
      </span>
    </label>
  );
}
