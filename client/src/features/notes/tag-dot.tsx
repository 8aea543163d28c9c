import styles from './tag-dot.module.css';

/** A tag's colour: never the only thing that tells it from others. Without one, a ring. */
export function TagDot({ color }: { color: string | undefined }) {
  return <span className={styles.dot} data-tag-color={color} aria-hidden="true" />;
}
