import { Link } from 'react-router';
import { t } from '../../lib/i18n/i18n.ts';
import { relativeTime } from '../../lib/relative-time.ts';
import { MarkedText } from '../../ui/marked-text.tsx';
import styles from './find.module.css';
import type { TextResult } from './use-text-search.ts';

/** Notes below each other, each with where it says what was looked for. */
export function FoundNotes({ results }: { results: readonly TextResult[] }) {
  return (
    <ul className={styles.results}>
      {results.map((result) => (
        <li key={result.note_id}>
          <Link to={`/notes/${result.note_id}`} className={styles.result}>
            <span className={styles.title}>
              {result.title ? (
                <MarkedText text={result.title} ranges={result.title_marks} />
              ) : (
                t('notes.untitled')
              )}
            </span>
            {result.updated_at && (
              <time className={styles.when} dateTime={result.updated_at}>
                {relativeTime(result.updated_at)}
              </time>
            )}
            <span className={styles.snippet}>
              {result.snippet_from === 'comment' && `${t('search.inComment')} `}
              <MarkedText text={result.snippet} ranges={result.snippet_marks} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
