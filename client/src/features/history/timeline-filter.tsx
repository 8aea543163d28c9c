import type { NoteHistory } from '@scriptorium/shared/api/history.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { nameOf } from './entries.ts';
import { type Filter, no_filter } from './queries.ts';
import styles from './timeline-filter.module.css';

interface TimelineFilterProps {
  filter: Filter;
  people: NoteHistory['people'];
  onFilter: (filter: Filter) => void;
}

export function TimelineFilter({ filter, people, onFilter }: TimelineFilterProps) {
  return (
    <fieldset className={styles.filter}>
      <legend className="visually-hidden">{t('history.filter')}</legend>
      <label className={styles.person}>
        {t('history.filterPerson')}
        <select
          value={filter.person}
          onChange={({ target }) => onFilter({ ...filter, person: target.value })}
        >
          <option value="">{t('history.filterAll')}</option>
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {nameOf(person)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('history.filterFrom')}
        <input
          type="date"
          value={filter.from}
          max={filter.to || undefined}
          onChange={({ target }) => onFilter({ ...filter, from: target.value })}
        />
      </label>
      <label>
        {t('history.filterTo')}
        <input
          type="date"
          value={filter.to}
          min={filter.from || undefined}
          onChange={({ target }) => onFilter({ ...filter, to: target.value })}
        />
      </label>
      <Button kind="plain" className={styles.clear} onClick={() => onFilter(no_filter)}>
        {t('history.filterClear')}
      </Button>
    </fieldset>
  );
}
