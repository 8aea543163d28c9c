import {
  Check,
  CloudOff,
  HardDriveDownload,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react';
import { useState } from 'react';
import { keyText, useHotkey } from '../../lib/hotkeys.ts';
import { relativeTime } from '../../lib/relative-time.ts';
import type { NoteStatus, OpenNote } from '../../sync/open-note.ts';
import type { SyncWord } from '../../sync/sync-state.ts';
import { Button } from '../../ui/button.tsx';
import { Popover } from '../../ui/popover.tsx';
import { downloadCopy } from './download-copy.ts';
import styles from './sync-badge.module.css';
import { syncExplanation, syncLabels } from './sync-words.ts';

const icons: Record<SyncWord, LucideIcon> = {
  connecting: LoaderCircle,
  saving: LoaderCircle,
  saved_on_device: HardDriveDownload,
  saved: Check,
  offline: CloudOff,
  not_saved: TriangleAlert,
};

export function SyncBadge({ note, status }: { note: OpenNote; status: NoteStatus }) {
  const [isOpen, setOpen] = useState(false);
  useHotkey('Mod+S', () => setOpen(true));
  const { word, waiting } = status.sync;
  const Icon = icons[word];
  const worries = word === 'offline' || word === 'not_saved' || word === 'saved_on_device';
  return (
    <>
      <Popover
        title={syncLabels[word]}
        isOpen={isOpen}
        setOpen={setOpen}
        trigger={(props) => (
          <button
            type="button"
            {...props}
            className={styles.badge}
            data-sync={word}
            data-tooltip="Where your changes are"
            data-hotkey={keyText('Mod+S')}
          >
            <Icon aria-hidden="true" />
            <span className={styles.word}>{syncLabels[word]}</span>
            {word === 'saved_on_device' && <span className={styles.count}>{waiting}</span>}
          </button>
        )}
      >
        <Details note={note} status={status} />
      </Popover>
      {/* Read out only what matters: "Saving…" with each word typed would drown everything else. */}
      <span className="visually-hidden" role="status">
        {worries ? syncLabels[word] : ''}
      </span>
    </>
  );
}

function Details({ note, status }: { note: OpenNote; status: NoteStatus }) {
  return (
    <div className={styles.details}>
      <p>{syncExplanation(status.sync)}</p>
      {status.savedAt !== null && status.sync.word !== 'saved' && (
        <p className={styles.last}>Everything was last saved {relativeTime(status.savedAt)}.</p>
      )}
      <Button kind="quiet" onClick={() => downloadCopy(note.doc)}>
        Download a copy
      </Button>
    </div>
  );
}
