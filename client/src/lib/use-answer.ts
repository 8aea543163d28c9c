import { useEffect, useState } from 'react';

interface Answer<T> {
  key: string | null;
  data: T | undefined;
  error: Error | null;
}

/**
 * What the server says to one question, asked once for each key; null asks nothing. A part that asks more has `Queries`.
 *
 * @param ask the same function each time: another one is another question
 */
export function useAnswer<T>(
  key: string | null,
  ask: (key: string, signal: AbortSignal) => Promise<T>,
): { data: T | undefined; error: Error | null } {
  const [answer, setAnswer] = useState<Answer<T>>({ key: null, data: undefined, error: null });
  useEffect(() => {
    if (key === null) return;
    const life = new AbortController();
    ask(key, life.signal).then(
      (data) => !life.signal.aborted && setAnswer({ key, data, error: null }),
      (error: Error) => !life.signal.aborted && setAnswer({ key, data: undefined, error }),
    );
    return () => life.abort();
  }, [key, ask]);
  // For one render after the key changed this is still the answer to the one before.
  return answer.key === key ? answer : { data: undefined, error: null };
}
