/** What is looked for, and where. Every change counts at once. */
import type { ReactNode } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { TextField } from '../../ui/text-field.tsx';
import styles from './find.module.css';
import { type Filters, type Since, since } from './filters.ts';

interface FindFormProps {
  filters: Filters;
  tags: readonly string[];
  people: readonly { id: string; name: string }[];
  /** The note from which somebody came: its tree can be looked through alone. */
  near: { id: string; title: string } | null;
  onChange: (change: Partial<Filters>) => void;
}

export function FindForm({ filters, tags, people, near, onChange }: FindFormProps) {
  return (
    <search>
      <form className={styles.form} onSubmit={(event) => event.preventDefault()}>
        <TextField
          label={t('search.words')}
          hint={t('search.hint')}
          type="search"
          name="q"
          autoFocus
          autoComplete="off"
          value={filters.q}
          onChange={(event) => onChange({ q: event.target.value })}
        />
        <div className={styles.filters}>
          <Choice label={t('search.tag')} value={filters.tag} onChange={(tag) => onChange({ tag })}>
            <option value="">{t('search.anyTag')}</option>
            {tags.map((tag) => (
              <option key={tag}>{tag}</option>
            ))}
          </Choice>
          <Choice
            label={t('search.person')}
            value={filters.person}
            onChange={(person) => onChange({ person })}
          >
            <option value="">{t('search.anybody')}</option>
            {people.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Choice>
          <Choice
            label={t('search.changed')}
            value={filters.since}
            onChange={(value) => onChange({ since: value as Since })}
          >
            {since.map((value) => (
              <option key={value} value={value}>
                {t(`search.since_${value}`)}
              </option>
            ))}
          </Choice>
          <Choice label={t('search.where')} value={filters.where} onChange={(where) => onChange({ where })}>
            <option value="">{t('search.allNotes')}</option>
            {near && <option value={near.id}>{t('search.below', { title: near.title })}</option>}
            <option value="trash">{t('search.inTrash')}</option>
          </Choice>
        </div>
      </form>
    </search>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <label className={styles.filter}>
      <span className={styles.filterLabel}>{label}</span>
      <select className={styles.select} value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </select>
    </label>
  );
}
