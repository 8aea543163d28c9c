/** What the person wants to be told, where, and when. A section of the settings. */
import {
  type NotificationKind,
  notificationKinds,
  type Preferences as Wanted,
} from '@scriptorium/shared/api/notifications.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { errorWords } from '../../lib/error-words.ts';
import { currentLanguage, t } from '../../lib/i18n/i18n.ts';
import { Queries } from '../../lib/queries.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { FormNote } from '../../ui/form-note.tsx';
import { Section } from '../../ui/page.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './preferences.module.css';
import { preferencesQuery, useSetPreferences } from './queries.ts';

/** Of the section, in the address of the settings. */
const place = 'notifications';
const digests = ['soon', 'daily', 'never'] as const;

export function Preferences() {
  useEffect(() => {
    if (location.hash === `#${place}`) document.getElementById(place)?.scrollIntoView();
  }, []);
  return (
    <Section id={place} title={t('preferences.title')} lead={t('preferences.lead')}>
      <Queries>
        <Form />
      </Queries>
    </Section>
  );
}

function Form() {
  const { data, error } = useQuery(preferencesQuery);
  const save = useSetPreferences();
  if (!data) {
    if (error) return <FormNote text={errorWords(error)} />;
    return <Skeleton label={t('preferences.loading')} widths={[55, 40]} />;
  }
  const { may_mail, ...stored } = data;
  const change = (wanted: Partial<Wanted>) => {
    // Mails follow the device from which they were last asked for.
    const time_zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const next = { ...stored, time_zone, language: currentLanguage(), ...wanted };
    save
      .mutateAsync(next)
      .catch((failure: unknown) => showToast(t('notifications.notDone', { reason: errorWords(failure) })));
  };
  return (
    <div className={styles.form}>
      {may_mail ? (
        <Digest wanted={stored} onChange={change} />
      ) : (
        <p className={styles.quiet}>{t('preferences.noMail')}</p>
      )}
      <Kinds wanted={stored} hasMails={may_mail && stored.digest !== 'never'} onChange={change} />
    </div>
  );
}

interface PartProps {
  wanted: Wanted;
  onChange: (change: Partial<Wanted>) => void;
}

function Digest({ wanted, onChange }: PartProps) {
  return (
    <>
      <ChoiceField
        label={t('preferences.digest')}
        name="digest"
        choices={digests.map((value) => ({ value, label: t(`preferences.digest.${value}`) }))}
        chosen={wanted.digest}
        onChoose={(digest) => onChange({ digest })}
      />
      <p className={styles.quiet}>{t(`preferences.digestMeans.${wanted.digest}`)}</p>
      {wanted.digest === 'daily' && (
        <div className={styles.hour}>
          <SelectField
            label={t('preferences.hour')}
            choices={Array.from({ length: 24 }, (_, hour) => ({ value: `${hour}`, label: hourWords(hour) }))}
            value={`${wanted.daily_hour}`}
            onChoose={(hour) => onChange({ daily_hour: Number(hour) })}
          />
        </div>
      )}
    </>
  );
}

function hourWords(hour: number): string {
  return new Intl.DateTimeFormat(currentLanguage(), { timeStyle: 'short' }).format(
    new Date(2026, 0, 1, hour),
  );
}

function Kinds({ wanted, hasMails, onChange }: PartProps & { hasMails: boolean }) {
  const box = (list: 'hidden' | 'unmailed', kind: NotificationKind, what: string, where: string) => (
    <td className={styles.box}>
      <input
        type="checkbox"
        aria-label={`${what}: ${where}`}
        checked={!wanted[list].includes(kind)}
        onChange={({ target }) =>
          onChange({
            [list]: target.checked ? wanted[list].filter((each) => each !== kind) : [...wanted[list], kind],
          })
        }
      />
    </td>
  );
  return (
    <table className={styles.kinds}>
      <thead>
        <tr>
          <th scope="col">{t('preferences.kind')}</th>
          <th scope="col">{t('preferences.inApp')}</th>
          {hasMails && <th scope="col">{t('preferences.byMail')}</th>}
        </tr>
      </thead>
      <tbody>
        {notificationKinds.map((kind) => {
          const what = t(`preferences.kind.${kind}`);
          return (
            <tr key={kind}>
              <th scope="row" className={styles.what}>
                {what}
              </th>
              {box('hidden', kind, what, t('preferences.inApp'))}
              {hasMails && box('unmailed', kind, what, t('preferences.byMail'))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
