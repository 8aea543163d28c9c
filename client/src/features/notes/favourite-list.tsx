import type { Note } from '@scriptorium/shared/api/notes.ts';
import { Star } from 'lucide-react';
import { NavLink } from 'react-router';
import { useTitle } from '../../lib/live-titles.ts';
import { titleParts } from '../../lib/note-title.ts';
import styles from './note-tree.module.css';

/** In the sidebar. */
export function FavouriteList({ notes }: { notes: readonly Note[] }) {
  return (
    <ul className={styles.list}>
      {notes.map((note) => (
        <Favourite key={note.id} note={note} />
      ))}
    </ul>
  );
}

function Favourite({ note }: { note: Note }) {
  const { emoji, text } = titleParts(useTitle(note));
  return (
    <li>
      <NavLink to={`/notes/${note.id}`} className={`${styles.link} ${styles.plain}`}>
        <span className={styles.icon} aria-hidden="true">
          {emoji ?? <Star />}
        </span>
        <span className={styles.title}>{text}</span>
      </NavLink>
    </li>
  );
}
