import type { ActivityEntry } from '@scriptorium/shared/api/activity.ts';
import { Bell, BellRing, FileText } from 'lucide-react';
import { Fragment, useState } from 'react';
import { Link } from 'react-router';
import { errorWords } from '../../lib/error-words.ts';
import { currentLanguage, t } from '../../lib/i18n/i18n.ts';
import { titleParts } from '../../lib/note-title.ts';
import { IconButton } from '../../ui/button.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './activity.module.css';
import { byDay, firstSeen, type NoteGroup } from './activity-groups.ts';
import { setFollows } from './note-news.tsx';
import { namesOf } from './words.ts';

/** @param since when it was last looked at: a line is drawn there; null: none is */
export function ActivityList({
  entries,
  since,
}: {
  entries: readonly ActivityEntry[];
  since: string | null;
}) {
  const days = byDay(entries);
  const seen = since === null ? null : firstSeen(days, since);
  return days.map(({ day, notes }) => (
    <section key={day} className={styles.day}>
      <h2 className={styles.date}>{day}</h2>
      {notes.map((group) => (
        <Fragment key={group.note.id}>
          {group === seen && <p className={styles.line}>{t('activity.beforeVisit')}</p>}
          <NoteActivity group={group} />
        </Fragment>
      ))}
    </section>
  ));
}

function NoteActivity({ group: { note, entries } }: { group: NoteGroup }) {
  const { emoji, text } = titleParts(note.title);
  return (
    <article className={styles.note}>
      <span className={styles.icon} aria-hidden="true">
        {emoji ?? <FileText />}
      </span>
      <h3 className={styles.title}>
        <Link to={`/notes/${note.id}`}>{text}</Link>
        {note.is_trashed && <span className={styles.quiet}> {t('activity.inTrash')}</span>}
      </h3>
      {!note.is_trashed && <FollowButton note={note} title={text} />}
      <ul className={styles.acts}>
        {entries.map((entry) => (
          <li key={entry.id} className={styles.act}>
            <span>{t(`activity.did.${entry.kind}`, wordsOf(entry))}</span>
            <time className={styles.quiet} dateTime={entry.at}>
              {timeOf(entry)}
            </time>
          </li>
        ))}
      </ul>
    </article>
  );
}

function FollowButton({ note, title }: { note: ActivityEntry['note']; title: string }) {
  const [follows, setFollowing] = useState(note.follows);
  const change = async () => {
    setFollowing(!follows);
    try {
      await setFollows(note.id, !follows);
    } catch (error) {
      setFollowing(follows);
      showToast(t('notifications.notDone', { reason: errorWords(error) }));
    }
  };
  return (
    <IconButton
      label={t('notifications.followOf', { title })}
      aria-pressed={follows}
      className={styles.follow}
      onClick={() => void change()}
    >
      {follows ? <BellRing aria-hidden="true" /> : <Bell aria-hidden="true" />}
    </IconButton>
  );
}

function wordsOf({ person, name }: ActivityEntry) {
  return { who: namesOf(person ? [person] : []), name: name ?? '' };
}

/** Of a sitting from when to when, where that is more than a minute. */
function timeOf({ began_at, at }: ActivityEntry): string {
  const format = new Intl.DateTimeFormat(currentLanguage(), { timeStyle: 'short' });
  return format.formatRange(new Date(began_at), new Date(at));
}
