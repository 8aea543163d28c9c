import type { Notification } from '@scriptorium/shared/api/notifications.ts';
import { Link } from 'react-router';
import { t } from '../../lib/i18n/i18n.ts';
import { titleParts } from '../../lib/note-title.ts';
import { relativeTime } from '../../lib/relative-time.ts';
import styles from './notifications.module.css';
import { placeOf, sentenceOf } from './words.ts';

/** Who, what, where, when; a dot where it was not read. */
export function NotificationRow({
  notification,
  onOpen,
}: {
  notification: Notification;
  onOpen: () => void;
}) {
  const { note, excerpt, at, is_read } = notification;
  return (
    <li>
      <Link
        to={placeOf(notification)}
        className={styles.row}
        data-unread={!is_read || undefined}
        onClick={onOpen}
      >
        <span className={styles.dot} role="img" aria-label={t('notifications.isUnread')} hidden={is_read} />
        <span className={styles.what}>{sentenceOf(notification)}</span>
        <time className={styles.when} dateTime={at}>
          {relativeTime(at)}
        </time>
        <span className={styles.where}>{titleParts(note.title).text}</span>
        {excerpt && <span className={styles.excerpt}>{excerpt}</span>}
      </Link>
    </li>
  );
}
