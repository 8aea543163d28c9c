import styles from './skeleton.module.css';

/** Grey lines where text will be. `widths` in percent, one a line. */
export function Skeleton({ widths, label }: { widths: number[]; label: string }) {
  return (
    <div className={styles.skeleton} role="status" aria-label={label}>
      {widths.map((width, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <div key={line} className={styles.line} style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
