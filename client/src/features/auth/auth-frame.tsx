import type { ReactNode } from 'react';
import styles from './auth-frame.module.css';

interface AuthFrameProps {
  title: string;
  lead: string;
  children: ReactNode;
  footer?: ReactNode;
}

export function AuthFrame({ title, lead, children, footer }: AuthFrameProps) {
  return (
    <main className={styles.frame}>
      <div className={styles.column}>
        <p className={styles.wordmark}>Scriptorium</p>
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.lead}>{lead}</p>
        {children}
        {footer && <p className={styles.footer}>{footer}</p>}
      </div>
    </main>
  );
}
