import { useEffect, useRef, useState } from 'react';

/** The value, followed at most once in `every_ms`, and in the end. */
export function useCalm<T>(value: T, every_ms: number): T {
  const [shown, setShown] = useState(value);
  const shownAt = useRef(0);
  useEffect(() => {
    const wait_ms = Math.max(0, shownAt.current + every_ms - Date.now());
    const timer = setTimeout(() => {
      shownAt.current = Date.now();
      setShown(value);
    }, wait_ms);
    return () => clearTimeout(timer);
  }, [value, every_ms]);
  return shown;
}
