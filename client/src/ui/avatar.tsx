import type { CSSProperties } from 'react';
import styles from './avatar.module.css';
import { initials } from './initials.ts';

interface AvatarProps {
  name: string;
  color: string;
  isSmall?: boolean;
  /** Here, but not looking. */
  isFaint?: boolean;
}

export function Avatar({ name, color, isSmall = false, isFaint = false }: AvatarProps) {
  return (
    <span
      className={styles.avatar}
      data-small={isSmall || undefined}
      data-faint={isFaint || undefined}
      style={{ '--person': color } as CSSProperties}
      role="img"
      aria-label={name}
      data-tooltip={name}
    >
      {initials(name)}
    </span>
  );
}
