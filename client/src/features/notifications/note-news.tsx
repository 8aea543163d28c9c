/** What the page of a note has besides the note: whether the person follows it, and what others did since they were here. */
import { followSchema, type NoteNews, noteNewsSchema } from '@scriptorium/shared/api/notifications.ts';
import { BellRing, History, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { request } from '../../lib/api-client.ts';
import { errorWords } from '../../lib/error-words.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { relativeTime } from '../../lib/relative-time.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import type { MenuItem } from '../../ui/menu.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './notifications.module.css';
import { namesOf } from './words.ts';

export interface NoteExtras {
  items: MenuItem[];
  banner: ReactNode;
}

interface Wishes {
  noteId: string;
  /** Shows what was changed since the last visit. */
  onShow: () => void;
  tell: (extras: NoteExtras) => void;
}

/** Tells once the server has answered, and again when something changed. Without the server there is nothing to tell. */
export async function watchNews({ noteId, onShow, tell }: Wishes, signal: AbortSignal): Promise<void> {
  const news = await request(pathOf(noteId), noteNewsSchema, { signal });
  const show = (now: NoteNews) => {
    if (!signal.aborted) tell(extrasOf(now, onShow, (follows) => void follow(now, follows)));
  };
  const follow = async (now: NoteNews, follows: boolean) => {
    try {
      await setFollows(noteId, follows);
      showToast(t(follows ? 'notifications.followed' : 'notifications.unfollowed'));
      show({ ...now, follows });
    } catch (error) {
      showToast(t('notifications.notDone', { reason: errorWords(error) }));
    }
  };
  show(news);
}

export async function setFollows(noteId: string, follows: boolean): Promise<void> {
  await request(pathOf(noteId), followSchema, { method: follows ? 'PUT' : 'DELETE' });
}

function extrasOf(news: NoteNews, onShow: () => void, follow: (follows: boolean) => void): NoteExtras {
  const { follows, since, changed_by } = news;
  const hasNews = since !== null && changed_by.length > 0;
  return {
    items: [
      {
        kind: 'choice',
        label: t('notifications.follow'),
        icon: <BellRing aria-hidden="true" />,
        isChosen: follows,
        run: () => follow(!follows),
      },
      ...(hasNews
        ? [
            {
              label: t('notifications.sinceVisit'),
              icon: <History aria-hidden="true" />,
              run: onShow,
            },
          ]
        : []),
    ],
    banner: hasNews && <NewsBanner key={since} since={since} people={changed_by} onShow={onShow} />,
  };
}

interface NewsBannerProps {
  since: string;
  people: NoteNews['changed_by'];
  onShow: () => void;
}

function NewsBanner({ since, people, onShow }: NewsBannerProps) {
  const [isGone, setGone] = useState(false);
  if (isGone) return null;
  return (
    <div className={`${styles.banner} no-print`}>
      <p>{t('notifications.changedBy', { who: namesOf(people), ago: relativeTime(since) })}</p>
      <Button kind="plain" onClick={onShow}>
        {t('notifications.showChanges')}
      </Button>
      <IconButton label={t('app.dismiss')} onClick={() => setGone(true)}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  );
}

function pathOf(noteId: string): string {
  return `/notes/${encodeURIComponent(noteId)}/follow`;
}
