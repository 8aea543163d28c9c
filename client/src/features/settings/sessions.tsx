import type { Session } from '@scriptorium/shared/api/auth.ts';
import { useQuery } from '@tanstack/react-query';
import { errorWords } from '../../lib/error-words.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { relativeTime } from '../../lib/relative-time.ts';
import { deviceName } from '../../lib/user-agent.ts';
import { Button } from '../../ui/button.tsx';
import { FormNote } from '../../ui/form-note.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { sessionsQuery, useEndSessions } from './queries.ts';
import styles from './settings-page.module.css';

export function Sessions() {
  const { data: sessions, error } = useQuery(sessionsQuery);
  const end = useEndSessions();
  if (!sessions) {
    return error ? (
      <FormNote text={errorWords(error)} />
    ) : (
      <Skeleton label={t('settings.sessionsLoading')} widths={[55, 40]} />
    );
  }
  const others = sessions.filter((session) => !session.is_current);
  const current = sessions.filter((session) => session.is_current);
  return (
    <>
      <ul className={styles.sessions}>
        {[...current, ...others].map((session) => (
          <SessionRow key={session.id} session={session} onEnd={() => end.mutate(session.id)} />
        ))}
      </ul>
      {end.error && <FormNote text={errorWords(end.error)} />}
      {others.length > 0 && (
        <Button onClick={() => end.mutate(null)} disabled={end.isPending}>
          {t('settings.endOtherSessions')}
        </Button>
      )}
    </>
  );
}

function SessionRow({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const device = deviceName(session.user_agent);
  const address = session.ip_address ? ` · ${session.ip_address}` : '';
  return (
    <li className={styles.session}>
      <div>
        <p className={styles.device}>{device}</p>
        <p className={styles.when}>
          {session.is_current
            ? t('settings.thisDevice')
            : t('settings.lastUsed', { when: relativeTime(session.last_used_at) })}
          {address}
        </p>
      </div>
      {!session.is_current && (
        <Button kind="plain" onClick={onEnd} aria-label={t('settings.endSessionOn', { device })}>
          {t('settings.endSession')}
        </Button>
      )}
    </li>
  );
}
