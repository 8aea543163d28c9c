import styles from './marked-text.module.css';

interface MarkedTextProps {
  text: string;
  /** In UTF-16 units: from, and up to but not with. In order, without overlaps. */
  ranges: readonly (readonly [from: number, to: number])[];
}

/** The letters that were found stand out. */
export function MarkedText({ text, ranges }: MarkedTextProps) {
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
