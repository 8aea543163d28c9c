import type { Match } from '../../lib/fuzzy.ts';
import styles from './palette.module.css';

/** The letters that were found stand out. */
export function MarkedText({ text, ranges }: { text: string; ranges: Match['ranges'] }) {
  let at = 0;
  const parts = ranges.map(([from, to]) => {
    const before = text.slice(at, from);
    at = to;
    return (
      <span key={from}>
        {before}
        <mark className={styles.mark}>{text.slice(from, to)}</mark>
      </span>
    );
  });
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}
