import type { ReactNode } from 'react';
import styles from './page.module.css';

/** A page that is not a note: one column, a title, sections. */
export function Page({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{title}</h1>
      {lead && <p className={styles.lead}>{lead}</p>}
      <div className={styles.body}>{children}</div>
    </div>
  );
}

interface SectionProps {
  /** Where an address leads to it. */
  id?: string;
  title: string;
  lead?: string;
  children: ReactNode;
}

export function Section({ id, title, lead, children }: SectionProps) {
  return (
    <section id={id} className={styles.section}>
      <h2 className={styles.sectionTitle}>{title}</h2>
      {lead && <p className={styles.lead}>{lead}</p>}
      <div className={styles.sectionBody}>{children}</div>
    </section>
  );
}
