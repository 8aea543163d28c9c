import { usePersonStyle } from './colors.ts';
import styles from './person-dot.module.css';

/** Stands before a name. */
export function PersonDot({ id }: { id: string | null }) {
  return <span className={styles.dot} style={usePersonStyle(id)} aria-hidden="true" />;
}
