import type { ColorName } from '@scriptorium/shared/document/safe-values.ts';
import styles from './swatch.module.css';

/** A colour as it looks in the text. */
export function Swatch({ mark, color }: { mark: 'textColor' | 'highlight'; color: ColorName | null }) {
  const attribute = mark === 'textColor' ? 'data-text-color' : 'data-highlight';
  return (
    <span className={styles.swatch} {...(color ? { [attribute]: color } : {})} aria-hidden="true">
      {mark === 'textColor' || color === null ? 'A' : ''}
    </span>
  );
}
