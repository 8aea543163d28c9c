/**
 * A field, and below it what can be opened or done. A combobox with a listbox (WAI-ARIA): the focus stays in the field,
 * the arrow keys move through the list.
 */
import { Search, X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useId, useMemo, useState } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { type FoundItem, findItems, type PaletteItem, type PaletteSource } from './find-items.ts';
import styles from './palette.module.css';
import { PaletteList } from './palette-list.tsx';

interface PaletteSearchProps {
  field: RefObject<HTMLInputElement | null>;
  sources: PaletteSource[];
  otherwise: (query: string) => PaletteItem;
  typed: () => string;
  onRun: (item: FoundItem, isApart: boolean) => void;
  onClose: () => void;
}

export function PaletteSearch({ field, sources, otherwise, typed, onRun, onClose }: PaletteSearchProps) {
  const [query, setQuery] = useState(typed);
  const [active, setActive] = useState(0);
  const listId = useId();
  const found = useMemo(() => findItems(sources, query), [sources, query]);
  const last =
    query.trim() === '' ? [] : [{ heading: '', items: [{ ...otherwise(query.trim()), ranges: [] }] }];
  const groups = [...found, ...last];
  const items = groups.flatMap((group) => group.items);
  // The list may have become shorter by itself, when a note went away.
  const at = Math.min(active, items.length - 1);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const chosen = items[at];
    if (event.key === 'Enter' && chosen) onRun(chosen, event.metaKey || event.ctrlKey);
    const next = nextActive(event.key, at, items.length);
    if (next !== null) setActive(next);
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
            setActive(0);
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
        onPoint={setActive}
        onRun={onRun}
      />
      <p className="visually-hidden" role="status">
        {t('app.paletteCount', { count: items.length })}
      </p>
    </>
  );
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
