import styles from './avatar.module.css';
import { initials } from './initials.ts';

export function Avatar({ name, color, isSmall = false }: { name: string; color: string; isSmall?: boolean }) {
  return (
    <span
      className={styles.avatar}
      data-small={isSmall || undefined}
      style={{ backgroundColor: color }}
      role="img"
      aria-label={name}
      data-tooltip={name}
    >
      {initials(name)}
    </span>
  );
}
