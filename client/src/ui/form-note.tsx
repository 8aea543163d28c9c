import { useEffect, useState } from 'react';
import styles from './form-note.module.css';

/** What is wrong with a form as a whole. */
export function FormNote({ text }: { text: string }) {
  return (
    <p className={styles.note} role="alert">
      {text}
    </p>
  );
}

/** Seconds left, counted down; null when there is nothing to wait for. Begins anew with each new object. */
export function useCountdown(start: { retryAfter: number | null }): number | null {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    if (start.retryAfter === null) return setLeft(null);
    const end = Date.now() + start.retryAfter * 1000;
    const tick = () => setLeft(end > Date.now() ? Math.ceil((end - Date.now()) / 1000) : null);
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [start]);
  return left;
}
