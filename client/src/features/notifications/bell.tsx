/** The line of the sidebar that says how much is new, and opens the list of it. */
import { unread_count_max } from '@scriptorium/shared/api/notifications.ts';
import { Bell as Icon } from 'lucide-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useMatch } from 'react-router';
import { t } from '../../lib/i18n/i18n.ts';
import type { Account } from '../../sync/account/account.ts';
import { PopoverPopup } from '../../ui/popover-popup.tsx';
import { Inbox } from './inbox.ts';
import { InboxPanel } from './inbox-panel.tsx';
import styles from './notifications.module.css';

/** @param className of the sidebar's other lines */
export function Bell({ account, className }: { account: Account; className: string }) {
  const inbox = useInbox(account);
  const { list } = useSyncExternalStore(inbox.subscribe, inbox.get);
  const [isOpen, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const unread = list?.unread ?? 0;
  useReading(inbox);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={className}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={t('notifications.bell', { count: unread })}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon aria-hidden="true" />
        {t('notifications.title')}
        {unread > 0 && (
          <span className={styles.count} aria-hidden="true">
            {unread < unread_count_max ? unread : t('notifications.many', { count: unread_count_max - 1 })}
          </span>
        )}
      </button>
      {isOpen && (
        <PopoverPopup
          title={t('notifications.title')}
          anchor={anchor}
          align="start"
          isWide
          onClose={() => setOpen(false)}
        >
          <InboxPanel inbox={inbox} onClose={() => setOpen(false)} />
        </PopoverPopup>
      )}
    </>
  );
}

function useInbox(account: Account): Inbox {
  const [inbox] = useState(() => new Inbox(account));
  useEffect(() => {
    const life = new AbortController();
    inbox.start(life.signal);
    return () => life.abort();
  }, [inbox]);
  return inbox;
}

/** Whoever looks at a note has read what they were told of it, also what comes while they do. */
function useReading(inbox: Inbox): void {
  const { list } = useSyncExternalStore(inbox.subscribe, inbox.get);
  const noteId = useMatch('/notes/:noteId/*')?.params.noteId;
  const hasNews = list?.notifications.some(({ note, is_read }) => note.id === noteId && !is_read) ?? false;
  useEffect(() => {
    if (noteId === undefined || !hasNews) return;
    const read = () => {
      // Tried again with the next look at the list.
      if (document.visibilityState === 'visible') inbox.read({ note_id: noteId }).catch(() => {});
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [inbox, noteId, hasNews]);
}
