import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { allTags } from '../features/notes/tags.ts';
import { type Filters, questionOf, readFilters, writeFilters } from '../features/search/filters.ts';
import { FindForm } from '../features/search/find-form.tsx';
import styles from '../features/search/find.module.css';
import { FoundNotes } from '../features/search/found-notes.tsx';
import { type TextSearch, useTextSearch } from '../features/search/use-text-search.ts';
import { errorWords } from '../lib/error-words.ts';
import { t } from '../lib/i18n/i18n.ts';
import { titleParts } from '../lib/note-title.ts';
import { useDocumentTitle } from '../lib/use-document-title.ts';
import { Page } from '../ui/page.tsx';
import { useLayout } from './layout-context.ts';
import { useKnownPeople } from './people.ts';
import { useDeviceSearch } from './use-device-search.ts';

/** Find in notes: by what they say, narrowed down. What is looked for is in the address. */
export function FindPage() {
  useDocumentTitle(t('search.title'));
  const { person, notes = [] } = useLayout();
  const [address, setAddress] = useSearchParams();
  // Not read from the address again: that is written a moment later, and somebody who types would lose letters.
  const [filters, setFilters] = useState(() => readFilters(address));
  const others = useKnownPeople(undefined).filter(({ id }) => id !== person.id);
  const near = notes.find(({ id }) => id === address.get('near'));
  const tags = useMemo(() => allTags(notes).map(({ tag }) => tag), [notes]);
  const question = questionOf(filters);
  const search = useTextSearch(question, useDeviceSearch(person.id));

  function change(changed: Partial<Filters>): void {
    const next = { ...filters, ...changed };
    setFilters(next);
    setAddress((before) => writeFilters(before, next), { replace: true });
  }
  return (
    <Page title={t('search.title')}>
      <FindForm
        filters={filters}
        tags={tags}
        people={[person, ...others]}
        near={near ? { id: near.id, title: titleParts(near.title).text } : null}
        onChange={change}
      />
      <p className={styles.status} role="status">
        {question && statusOf(search)}
      </p>
      <FoundNotes results={search.results} />
    </Page>
  );
}

function statusOf({ results, from, error, isMore }: TextSearch): string {
  if (error) return t('search.failed', { reason: errorWords(error) });
  if (from === null) return '';
  const count = isMore
    ? t('search.firstOnes', { count: results.length })
    : t('app.paletteCount', { count: results.length });
  return from === 'device' ? `${t('search.onlyHere')} ${count}` : count;
}
