/**
 * What the texts of notes hold of what was typed: from the server, and without it from the copies on this device. What was
 * found for the words before stays until there is something newer, so that nothing flickers.
 */
import { type SearchResult, searchResultsSchema } from '@scriptorium/shared/api/search.ts';
import { useEffect, useState } from 'react';
import { ApiError, request } from '../../lib/api-client.ts';
import type { DeviceResult } from '../../sync/search/device-search.ts';

export type TextResult = DeviceResult & Partial<SearchResult>;

export interface TextSearch {
  results: TextResult[];
  /** Where they are from; null before there are any. */
  from: 'server' | 'device' | null;
  /** Results of an earlier question are shown. */
  isSearching: boolean;
  /** There are others. */
  isMore: boolean;
  error: Error | null;
}

/** Parameters of `/search`. */
export type Question = { q: string } & Record<string, string>;

type Answer = Omit<TextSearch, 'isSearching'> & { key: string };

/** People type a letter every 100 to 200 ms. */
const pause_ms = 150;
const nothing: Answer = { key: '', results: [], from: null, isMore: false, error: null };

/**
 * @param question null: there is none
 * @param onDevice the same function each time: another one is another question
 */
export function useTextSearch(
  question: Question | null,
  onDevice: (question: Question, signal: AbortSignal) => Promise<DeviceResult[]>,
): TextSearch {
  const [answer, setAnswer] = useState(nothing);
  const key = question ? new URLSearchParams(question).toString() : '';
  useEffect(() => {
    if (key === '') return;
    const life = new AbortController();
    const { signal } = life;
    const ask = async () => {
      const asked = Object.fromEntries(new URLSearchParams(key)) as Question;
      const answered = await search(asked, onDevice, signal).catch((error: Error) => ({
        results: [],
        from: null,
        isMore: false,
        error,
      }));
      if (!signal.aborted) setAnswer({ key, ...answered });
    };
    const timer = setTimeout(() => void ask(), pause_ms);
    return () => {
      clearTimeout(timer);
      life.abort();
    };
  }, [key, onDevice]);
  if (key === '') return { ...nothing, isSearching: false };
  return { ...answer, isSearching: answer.key !== key };
}

async function search(
  question: Question,
  onDevice: Parameters<typeof useTextSearch>[1],
  signal: AbortSignal,
): Promise<Omit<Answer, 'key'>> {
  try {
    if (!navigator.onLine) throw new ApiError('unreachable', 'There is no network.');
    const path = `/search?${new URLSearchParams(question)}`;
    const { results, next } = await request(path, searchResultsSchema, { signal });
    return { results, from: 'server', isMore: next !== null, error: null };
  } catch (error) {
    if (!(error instanceof ApiError) || error.kind !== 'unreachable') throw error;
    return { results: await onDevice(question, signal), from: 'device', isMore: false, error: null };
  }
}
