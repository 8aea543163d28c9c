import { t } from '../lib/i18n/i18n.ts';
import styles from './note-skeleton.module.css';
import { Skeleton } from './skeleton.tsx';

/** Where a note's title and first lines will be. */
export function NoteSkeleton() {
  return (
    <div className={styles.column}>
      <Skeleton label={t('app.openingNote')} widths={[45, 0, 95, 88, 92, 60]} />
    </div>
  );
}
