/**
 * A field, and below it what can be opened or done. A combobox with a listbox (WAI-ARIA): the focus stays in the field,
 * the arrow keys move through the list.
 */
import { Search, X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect, useId, useMemo, useState } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import {
  type FoundGroup,
  type FoundItem,
  findItems,
  type PaletteItem,
  type PaletteSource,
} from './find-items.ts';
import styles from './palette.module.css';
import { PaletteList } from './palette-list.tsx';

interface PaletteSearchProps {
  field: RefObject<HTMLInputElement | null>;
  sources: PaletteSource[];
  found: FoundGroup[];
  note: string | null;
  onQuery: (query: string) => void;
  otherwise: (query: string) => PaletteItem;
  typed: () => string;
  onRun: (item: FoundItem, isApart: boolean) => void;
  onClose: () => void;
}

export function PaletteSearch(props: PaletteSearchProps) {
  const { field, sources, found, note, onQuery, otherwise, typed, onRun, onClose } = props;
  const [query, setQuery] = useState(typed);
  // By its id: what is found late must not come under the key that somebody is about to press.
  const [active, setActive] = useState<string | null>(null);
  const listId = useId();
  const known = useMemo(() => findItems(sources, query), [sources, query]);
  useEffect(() => onQuery(query), [onQuery, query]);
  const last =
    query.trim() === '' ? [] : [{ heading: '', items: [{ ...otherwise(query.trim()), ranges: [] }] }];
  const groups = withoutDoubles([...known, ...found, ...last]);
  const items = groups.flatMap((group) => group.items);
  // What was chosen may be gone, with the note that it was.
  const at = Math.min(
    Math.max(
      0,
      items.findIndex(({ id }) => id === active),
    ),
    items.length - 1,
  );

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const chosen = items[at];
    if (event.key === 'Enter' && chosen) onRun(chosen, event.metaKey || event.ctrlKey);
    const next = nextActive(event.key, at, items.length);
    if (next !== null) setActive(items[next]?.id ?? null);
    if (next !== null || event.key === 'Enter') event.preventDefault();
  }

  return (
    <>
      <div className={styles.head}>
        <Search aria-hidden="true" />
        <input
          ref={field}
          className={styles.field}
          type="text"
          role="combobox"
          aria-label={t('app.palette')}
          aria-expanded={items.length > 0}
          aria-controls={listId}
          aria-activedescendant={items[at] ? optionId(listId, at) : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder={t('app.palettePlaceholder')}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(null);
          }}
          onKeyDown={onKeyDown}
        />
        <IconButton label={t('app.close')} className={styles.close} onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <PaletteList
        id={listId}
        groups={groups}
        active={at}
        optionId={(index) => optionId(listId, index)}
        onPoint={(index) => setActive(items[index]?.id ?? null)}
        onRun={onRun}
      />
      {note && <p className={styles.note}>{note}</p>}
      <p className="visually-hidden" role="status">
        {t('app.paletteCount', { count: items.length })} {note}
      </p>
    </>
  );
}

/** A note that is found by its title and by its text is listed where it was found first. */
function withoutDoubles(groups: FoundGroup[]): FoundGroup[] {
  const seen = new Set<string>();
  return groups
    .map((group) => ({
      ...group,
      items: group.items.filter(({ id }) => !seen.has(id) && seen.add(id)),
    }))
    .filter(({ items }) => items.length > 0);
}

function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** @returns null for a key that is the field's own */
function nextActive(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at - 1 + count) % count;
    case 'PageDown':
      return Math.min(at + 8, count - 1);
    case 'PageUp':
      return Math.max(at - 8, 0);
    default:
      return null;
  }
}
