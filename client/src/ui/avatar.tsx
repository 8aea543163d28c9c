import type { CSSProperties } from 'react';
import styles from './avatar.module.css';
import { initials } from './initials.ts';

interface AvatarProps {
  name: string;
  /** What is said of them, where that is more than the name. */
  label?: string;
  color: string;
  isSmall?: boolean;
  /** Here, but not looking. */
  isFaint?: boolean;
}

export function Avatar({ name, label = name, color, isSmall = false, isFaint = false }: AvatarProps) {
  return (
    <span
      className={styles.avatar}
      data-small={isSmall || undefined}
      data-faint={isFaint || undefined}
      style={{ '--person': color } as CSSProperties}
      role="img"
      aria-label={label}
      data-tooltip={label}
    >
      {initials(name)}
    </span>
  );
}
