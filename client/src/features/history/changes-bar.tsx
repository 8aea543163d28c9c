/** What the shown revision is compared with, whose changes these are, and the way from one to the next. */
import type { NoteChanges } from '@scriptorium/shared/api/history.ts';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { currentLanguage, t } from '../../lib/i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import styles from './changes-bar.module.css';
import type { Compare } from './compare.ts';
import { labelOf, nameOf, type Entry } from './entries.ts';
import { PersonDot } from './person-dot.tsx';

interface ChangesBarProps {
  compare: Compare;
  onCompare: (compare: Compare) => void;
  entries: readonly Entry[];
  /** The revision that is shown: with what is later it cannot be compared. */
  seq: number;
  /** Of the last visit; null: there was none, or nothing was changed since. */
  visit_seq: number | null;
  /** null: on their way, or not shown. */
  changes: NoteChanges | null;
  count: number;
  /** From 0; null: none of them. */
  current: number | null;
  onGo: (by: -1 | 1) => void;
}

const sittings_max = 100;

export function ChangesBar({ compare, onCompare, changes, count, current, onGo, ...rest }: ChangesBarProps) {
  const isShown = compare !== 'nothing';
  return (
    <div className={styles.bar}>
      <label className={styles.toggle}>
        <input type="checkbox" checked={isShown} onChange={() => onCompare(isShown ? 'nothing' : 'before')} />
        {t('history.showChanges')}
      </label>
      {isShown && compare !== 'authors' && <CompareWith compare={compare} onCompare={onCompare} {...rest} />}
      <label className={styles.toggle}>
        <input
          type="checkbox"
          checked={compare === 'authors'}
          onChange={() => onCompare(compare === 'authors' ? 'before' : 'authors')}
        />
        {t('history.whoWrote')}
      </label>
      {isShown && changes && <Legend changes={changes} />}
      {isShown && compare !== 'authors' && (
        <div className={styles.way}>
          <span className={styles.count} role="status">
            {current === null
              ? t('history.changesCount', { count })
              : t('history.changeOf', { current: current + 1, count })}
          </span>
          <IconButton
            label={t('history.previousChange')}
            hotkey="P"
            disabled={count === 0}
            onClick={() => onGo(-1)}
          >
            <ChevronUp aria-hidden="true" />
          </IconButton>
          <IconButton
            label={t('history.nextChange')}
            hotkey="N"
            disabled={count === 0}
            onClick={() => onGo(1)}
          >
            <ChevronDown aria-hidden="true" />
          </IconButton>
        </div>
      )}
    </div>
  );
}

type CompareWithProps = Pick<ChangesBarProps, 'compare' | 'onCompare' | 'entries' | 'seq' | 'visit_seq'>;

function CompareWith({ compare, onCompare, entries, seq, visit_seq }: CompareWithProps) {
  const earlier = entries.filter(({ to_seq }) => to_seq < seq);
  const versions = earlier.filter(({ kind }) => kind === 'version');
  const sittings = earlier.filter(({ kind }) => kind === 'sitting').slice(0, sittings_max);
  const listed = new Set([visit_seq, ...[...versions, ...sittings].map(({ to_seq }) => to_seq)]);
  return (
    <label className={styles.compare}>
      <span>{t('history.compare')}</span>
      <select
        value={String(compare)}
        onChange={({ target: { value } }) => onCompare(value === 'before' ? value : Number(value))}
      >
        <option value="before">{t('history.compareBefore')}</option>
        {visit_seq !== null && <option value={visit_seq}>{t('history.sinceVisit')}</option>}
        {typeof compare === 'number' && !listed.has(compare) && (
          <option value={compare}>{t('history.compareOther')}</option>
        )}
        <Options label={t('history.groupVersions')} entries={versions} />
        <Options label={t('history.groupSittings')} entries={sittings} />
      </select>
    </label>
  );
}

function Options({ label, entries }: { label: string; entries: readonly Entry[] }) {
  if (entries.length === 0) return null;
  return (
    <optgroup label={label}>
      {entries.map((entry) => (
        <option key={entry.id ?? entry.from_seq} value={entry.to_seq}>
          {labelOf(entry)}
        </option>
      ))}
    </optgroup>
  );
}

/** Those who changed something, in the order in which one meets them. */
function Legend({ changes: { changes, people } }: { changes: NoteChanges }) {
  const found = [...new Set(changes.map(({ person }) => person))];
  const named = found
    .map((index) => (index === null ? null : (people[index] ?? null)))
    .map((person) => ({ id: person?.id ?? null, name: nameOf(person) }))
    .sort((a, b) => a.name.localeCompare(b.name, currentLanguage()));
  return (
    <ul className={styles.legend} aria-label={t('history.legend')}>
      {named.map(({ id, name }) => (
        <li key={id}>
          <PersonDot id={id} />
          {name}
        </li>
      ))}
    </ul>
  );
}
