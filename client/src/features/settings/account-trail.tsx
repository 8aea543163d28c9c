import type { AuditPage, accountActions } from '@scriptorium/shared/api/audit.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { errorWords } from '../../lib/error-words.ts';
import { currentLanguage, type MessageId, t } from '../../lib/i18n/i18n.ts';
import { deviceName } from '../../lib/user-agent.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { FormNote } from '../../ui/form-note.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { accountTrailCsvUrl, accountTrailQuery, type TrailOf } from './key-queries.ts';
import styles from './settings-page.module.css';

const actionWords: Record<(typeof accountActions)[number] | 'audit:export', MessageId> = {
  'account:sign_up': 'settings.didSignUp',
  'account:sign_in': 'settings.didSignIn',
  'account:sign_in_failed': 'settings.didSignInFailed',
  'account:sign_out': 'settings.didSignOut',
  'account:change_password': 'settings.didChangePassword',
  'account:change_password_failed': 'settings.didChangePasswordFailed',
  'account:end_session': 'settings.didEndSession',
  'key:create': 'settings.didKeyCreate',
  'key:revoke': 'settings.didKeyRevoke',
  'audit:export': 'settings.didAuditExport',
};

/** @param isOwner of the installation, who sees what happens with all accounts */
export function AccountTrail({ isOwner }: { isOwner: boolean }) {
  const [of, setOf] = useState<TrailOf>('me');
  return (
    <>
      {isOwner && (
        <ChoiceField
          label={t('settings.trailOf')}
          name="trail-of"
          choices={[
            { value: 'me', label: t('settings.trailMine') },
            { value: 'everybody', label: t('settings.trailAll') },
          ]}
          chosen={of}
          onChoose={setOf}
        />
      )}
      <Trail of={of} />
    </>
  );
}

function Trail({ of }: { of: TrailOf }) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    accountTrailQuery(of),
  );
  if (!data) {
    if (error) return <FormNote text={errorWords(error)} />;
    return <Skeleton label={t('settings.trailLoading')} widths={[60, 45]} />;
  }
  return (
    <>
      <ul className={styles.sessions}>
        {data.pages
          .flatMap(({ entries }) => entries)
          .map((entry) => (
            <EntryRow key={entry.id} entry={entry} isNamed={of === 'everybody'} />
          ))}
      </ul>
      <div className={styles.actions}>
        {hasNextPage && (
          <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('settings.trailMore')}
          </Button>
        )}
        <a className={buttonClass('quiet')} href={accountTrailCsvUrl(of)} download>
          {t('settings.trailExport')}
        </a>
      </div>
    </>
  );
}

function EntryRow({ entry, isNamed }: { entry: AuditPage['entries'][number]; isNamed: boolean }) {
  const { at, action, person_id, person_name, ip_address, user_agent, details } = entry;
  const words = (actionWords as Partial<Record<string, MessageId>>)[action];
  const named = typeof details.name === 'string' ? ` “${details.name}”` : '';
  // A newer server may know of more.
  const what = `${words ? t(words) : action}${named}`;
  const who = person_name ?? person_id ?? t('settings.trailNobody');
  const time = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <li className={styles.session}>
      <div>
        <p>{isNamed ? t('settings.trailEntry', { who, what }) : what}</p>
        <p className={styles.when}>
          {[time.format(new Date(at)), user_agent && deviceName(user_agent), ip_address]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
    </li>
  );
}
