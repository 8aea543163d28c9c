/** The list that opens at the bell. */
import { CheckCheck, Settings } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Link } from 'react-router';
import { errorWords } from '../../lib/error-words.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import type { Inbox } from './inbox.ts';
import { NotificationRow } from './notification-row.tsx';
import styles from './notifications.module.css';

export function InboxPanel({ inbox, onClose }: { inbox: Inbox; onClose: () => void }) {
  const { list, isUnreadOnly, isFetchingOlder, error } = useSyncExternalStore(inbox.subscribe, inbox.get);
  const notifications = list?.notifications ?? [];
  const shown = isUnreadOnly ? notifications.filter(({ is_read }) => !is_read) : notifications;
  const newest = notifications[0]?.id;
  const read = (which: Parameters<Inbox['read']>[0]) =>
    void inbox
      .read(which)
      .catch((failure: unknown) => showToast(t('notifications.notDone', { reason: errorWords(failure) })));
  return (
    <>
      <div className={styles.tools}>
        <ChoiceField
          label={t('notifications.which')}
          name="notifications-shown"
          choices={[
            { value: 'all', label: t('notifications.all') },
            { value: 'unread', label: t('notifications.unread') },
          ]}
          chosen={isUnreadOnly ? 'unread' : 'all'}
          onChoose={(which) => inbox.show(which === 'unread')}
        />
        <IconButton
          label={t('notifications.readAll')}
          disabled={!list?.unread || newest === undefined}
          onClick={() => newest !== undefined && read({ up_to: newest })}
        >
          <CheckCheck aria-hidden="true" />
        </IconButton>
        <Link
          to="/settings#notifications"
          className={styles.settings}
          aria-label={t('notifications.preferences')}
          data-tooltip={t('notifications.preferences')}
          onClick={onClose}
        >
          <Settings aria-hidden="true" />
        </Link>
      </div>
      {error && (
        <p className={styles.quiet} role="status">
          {list ? t('notifications.offline') : t('notifications.failed', { reason: errorWords(error) })}
        </p>
      )}
      {list && shown.length === 0 && (
        <p className={styles.none}>{t(isUnreadOnly ? 'notifications.noneUnread' : 'notifications.none')}</p>
      )}
      <ul className={styles.list}>
        {shown.map((notification) => (
          <NotificationRow
            key={notification.id}
            notification={notification}
            onOpen={() => {
              onClose();
              if (!notification.is_read) read({ ids: [notification.id] });
            }}
          />
        ))}
      </ul>
      {list?.next && (
        <Button kind="plain" isWide disabled={isFetchingOlder} onClick={() => void inbox.fetchOlder()}>
          {t('notifications.older')}
        </Button>
      )}
    </>
  );
}
