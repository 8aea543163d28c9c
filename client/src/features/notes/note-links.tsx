import type { Note } from '@scriptorium/shared/api/notes.ts';
import { FileText } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTitle } from '../../lib/live-titles.ts';
import { titleParts } from '../../lib/note-title.ts';
import { relativeTime } from '../../lib/relative-time.ts';
import styles from './note-links.module.css';

/** Notes below each other, as a page lists them. */
export function NoteLinks({ notes }: { notes: readonly Note[] }) {
  return (
    <ul className={styles.list}>
      {notes.map((note) => (
        <NoteLink key={note.id} note={note}>
          <time className={styles.when} dateTime={note.updated_at}>
            {relativeTime(note.updated_at)}
          </time>
        </NoteLink>
      ))}
    </ul>
  );
}

function NoteLink({ note, children }: { note: Note; children: ReactNode }) {
  const { emoji, text } = titleParts(useTitle(note));
  return (
    <li>
      <Link to={`/notes/${note.id}`} className={styles.link}>
        <span className={styles.icon} aria-hidden="true">
          {emoji ?? <FileText />}
        </span>
        <span className={styles.title}>{text}</span>
        {children}
      </Link>
    </li>
  );
}
