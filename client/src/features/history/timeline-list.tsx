import { t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import type { Sitting } from './queries.ts';
import { byDay, namesOf, timesOf } from './sittings.ts';
import styles from './timeline-list.module.css';

interface TimelineListProps {
  /** From the newest to the oldest. */
  sittings: readonly Sitting[];
  chosen: Sitting | undefined;
  onChoose: (sitting: Sitting) => void;
  onMore: (() => void) | null;
}

export function TimelineList({ sittings, chosen, onChoose, onMore }: TimelineListProps) {
  return (
    <nav className={styles.timeline} aria-label={t('history.timeline')}>
      {sittings.length === 0 && <p className={styles.none}>{t('history.none')}</p>}
      {byDay(sittings).map(({ day, sittings }) => (
        <section key={day}>
          <h2 className={styles.day}>{day}</h2>
          <ol className={styles.list}>
            {sittings.map((sitting) => (
              <li key={sitting.from_seq}>
                <button
                  type="button"
                  className={styles.sitting}
                  aria-current={sitting === chosen || undefined}
                  onClick={() => onChoose(sitting)}
                >
                  <span className={styles.times}>{timesOf(sitting)}</span>
                  <Size sitting={sitting} />
                  <span className={styles.names}>{namesOf(sitting)}</span>
                </button>
              </li>
            ))}
          </ol>
        </section>
      ))}
      {onMore && (
        <Button kind="plain" onClick={onMore}>
          {t('history.more')}
        </Button>
      )}
    </nav>
  );
}

function Size({ sitting: { added, removed } }: { sitting: Sitting }) {
  return (
    <span className={styles.size}>
      {added > 0 && (
        <span className={styles.added} role="img" aria-label={t('history.added', { count: added })}>
          +{added}
        </span>
      )}{' '}
      {removed > 0 && (
        <span className={styles.removed} role="img" aria-label={t('history.removed', { count: removed })}>
          −{removed}
        </span>
      )}
    </span>
  );
}
