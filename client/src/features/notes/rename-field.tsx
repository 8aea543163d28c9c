import { title_length_max } from '@scriptorium/shared/api/notes.ts';
import { type KeyboardEvent, useRef } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import styles from './note-tree.module.css';

/** In the place of a title. `onDone` gets `null` when nothing is to change. */
export function RenameField({ title, onDone }: { title: string; onDone: (title: string | null) => void }) {
  const isDone = useRef(false);
  const done = (value: string | null) => {
    // Leaving the field by Enter or Escape blurs it too: the first one counts.
    if (isDone.current) return;
    isDone.current = true;
    onDone(value);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') done(event.currentTarget.value.trim());
    if (event.key === 'Escape') done(null);
  };
  return (
    <input
      className={styles.rename}
      aria-label={t('notes.titleOfNote')}
      defaultValue={title}
      maxLength={title_length_max}
      // biome-ignore lint/a11y/noAutofocus: it takes the place of what was activated
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => done(event.currentTarget.value.trim())}
      onKeyDown={onKeyDown}
    />
  );
}
