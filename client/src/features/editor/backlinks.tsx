/** Under the text: the notes that link to this one. */
import { Link } from 'react-router';
import { t } from '../../lib/i18n/i18n.ts';
import { titleParts } from '../../lib/note-title.ts';
import styles from './backlinks.module.css';
import type { Named } from './surroundings.ts';

export function Backlinks({ notes }: { notes: Named[] }) {
  return (
    <section
      className={`${styles.backlinks} no-print`}
      aria-label={t('blocks.backlinks', { count: notes.length })}
    >
      <h2 className={styles.heading}>{t('blocks.backlinks', { count: notes.length })}</h2>
      <ul className={styles.list}>
        {notes.map(({ id, name }) => {
          const { emoji, text } = titleParts(name);
          return (
            <li key={id}>
              <Link to={`/notes/${id}`} className={styles.link}>
                {emoji && <span aria-hidden="true">{emoji}</span>}
                {text}
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
