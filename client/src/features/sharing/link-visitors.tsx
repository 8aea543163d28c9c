import type { ShareLink } from '@scriptorium/shared/api/share-links.ts';
import { useQuery } from '@tanstack/react-query';
import { errorWords } from '../../lib/error-words.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { FormNote } from '../../ui/form-note.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { visitorsQuery } from './queries.ts';
import styles from './sharing.module.css';
import { dateWords } from './words.ts';

/** Who used a link, and when. */
export function LinkVisitors({ link }: { link: ShareLink }) {
  const { data: visitors, error } = useQuery(visitorsQuery(link));
  return (
    <div className={styles.visitors}>
      <h4 className={styles.subheading}>{t('sharing.visitors')}</h4>
      {error && <FormNote text={errorWords(error)} />}
      {!visitors && !error && <Skeleton label={t('sharing.visitorsLoading')} widths={[40]} />}
      {visitors?.length === 0 && <p className={styles.quiet}>{t('sharing.visitorsNone')}</p>}
      <ul>
        {visitors?.map(({ person_id, name, first_at, last_at }) => (
          <li key={person_id}>
            {name}{' '}
            <span className={styles.quiet}>
              {t('sharing.visitorAt', {
                first: dateWords(first_at, 'short'),
                last: dateWords(last_at, 'short'),
              })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
