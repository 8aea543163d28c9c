/** A page's worth of explanation: what happened, what is safe, what to do next. Also the empty states. */
import type { ReactNode } from 'react';
import styles from './message.module.css';

interface MessageProps {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** `alert` is read out at once. */
  role?: 'alert';
}

export function Message({ title, children, actions, role }: MessageProps) {
  return (
    <section className={styles.message} role={role}>
      <h1 className={styles.title}>{title}</h1>
      {children && <div className={styles.text}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </section>
  );
}
