import type { Note } from '@scriptorium/shared/api/notes.ts';
import type { KeyboardEvent } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './note-list.module.css';
import { NoteRow } from './note-row.tsx';

interface NoteListProps {
  notes: Note[] | undefined;
  activeId: string | undefined;
}

export function NoteList({ notes, activeId }: NoteListProps) {
  if (!notes) {
    return (
      <div className={styles.loading}>
        <Skeleton label={t('notes.loadingList')} widths={[70, 55, 80, 45]} />
      </div>
    );
  }
  if (notes.length === 0) return <p className={styles.empty}>{t('notes.noneYet')}</p>;
  return (
    <ul className={styles.list} onKeyDown={moveFocus}>
      {notes.map((note) => (
        <NoteRow key={note.id} note={note} isActive={note.id === activeId} />
      ))}
    </ul>
  );
}

/** Up, down, Home and End go through the titles; everything else is the browser's. */
function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  if (!(event.target instanceof HTMLElement) || !event.target.matches('[data-note-link]')) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-note-link]')];
  const at = links.indexOf(event.target);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  links[next]?.focus();
}
