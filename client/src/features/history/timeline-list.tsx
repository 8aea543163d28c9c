/** Who wrote when, and what was done with the note as a whole, from the newest to the oldest. */
import { ListFilter, X } from 'lucide-react';
import { memo, useState } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { relativeTime } from '../../lib/relative-time.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { byDay, type Entry } from './entries.ts';
import type { Filter, Timeline } from './queries.ts';
import { TimelineEntry, type EntryActions } from './timeline-entry.tsx';
import { TimelineFilter } from './timeline-filter.tsx';
import styles from './timeline-list.module.css';

interface TimelineListProps {
  timeline: Timeline;
  chosen: Entry | undefined;
  filter: Filter;
  onFilter: (filter: Filter) => void;
  /** On a phone it is a sheet over the note. */
  isOpen: boolean;
  onClose: () => void;
  /** null: nothing was changed since, or I was never here. */
  onSinceVisit: (() => void) | null;
  onMore: (() => void) | null;
  actions: EntryActions;
}

/** Playing moves the mode in each frame, and this only with each sitting. */
export const TimelineList = memo(function TimelineList(props: TimelineListProps) {
  const { timeline, chosen, filter, onFilter, isOpen, onClose, onSinceVisit, onMore, actions } = props;
  const { entries, people, last_visit, kept_from_seq } = timeline;
  const isFiltered = Object.values(filter).some(Boolean);
  const [isFiltering, setFiltering] = useState(false);
  return (
    <nav className={styles.timeline} aria-label={t('history.timeline')} data-open={isOpen || undefined}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t('history.timeline')}</h2>
        <IconButton
          label={t('history.filter')}
          aria-expanded={isFiltering}
          className={isFiltered ? styles.filtered : undefined}
          onClick={() => setFiltering(!isFiltering)}
        >
          <ListFilter aria-hidden="true" />
        </IconButton>
        <IconButton label={t('history.closeTimeline')} className={styles.close} onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      {isFiltering && <TimelineFilter filter={filter} people={people} onFilter={onFilter} />}
      {onSinceVisit && last_visit && (
        <button type="button" className={styles.visit} onClick={onSinceVisit}>
          {t('history.sinceVisit')}
          <span className={styles.ago}>{relativeTime(last_visit.at)}</span>
        </button>
      )}
      {entries.length === 0 && (
        <p className={styles.none}>{t(isFiltered ? 'history.noneFound' : 'history.none')}</p>
      )}
      {byDay(entries).map(({ day, entries }) => (
        <section key={day}>
          <h3 className={styles.day}>{day}</h3>
          <ol className={styles.list}>
            {entries.map((entry) => (
              <TimelineEntry
                key={entry.id ?? entry.from_seq}
                entry={entry}
                isChosen={entry === chosen}
                actions={actions}
              />
            ))}
          </ol>
        </section>
      ))}
      {onMore && (
        <Button kind="plain" onClick={onMore}>
          {t('history.more')}
        </Button>
      )}
      {!onMore && kept_from_seq > 0 && <p className={styles.none}>{t('history.purged')}</p>}
    </nav>
  );
});
