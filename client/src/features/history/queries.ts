/** What is known of a note's past. */
import {
  historySchema,
  historyStepsSchema,
  type HistorySteps,
  type NoteHistory,
  noteChangesSchema,
} from '@scriptorium/shared/api/history.ts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { createContext, useContext, useEffect } from 'react';
import { request } from '../../lib/api-client.ts';
import { LookedAt } from '../../sync/looked-at.ts';
import { type Answer, askBytes, askJson, type Asking, isAway } from './answers.ts';
import type { Entry } from './entries.ts';

/** Of the newest update: what is written while somebody looks is not in it, until they come again. */
export interface Timeline extends Pick<NoteHistory, 'head_seq' | 'kept_from_seq' | 'last_visit' | 'people'> {
  entries: Entry[];
  /** The server could not be reached: this is what it last said. */
  isKept: boolean;
}

/** `from`, `to`: days as `<input type="date">` has them, both of them in it; '' where all are meant. */
export interface Filter {
  person: string;
  from: string;
  to: string;
}
export const no_filter: Filter = { person: '', from: '', to: '' };

const entries_per_page = 200;

/** What it keeps is the account's, and ends with the mode. */
export const LookedAtContext = createContext(new LookedAt(''));

export function useTimeline(noteId: string, filter: Filter) {
  const looked = useContext(LookedAtContext);
  const query = useInfiniteQuery({
    queryKey: ['history', noteId, filter],
    queryFn: ({ pageParam, signal }) =>
      askTimeline(timelinePath(noteId, filter, pageParam), { noteId, looked, signal }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ data }) => data.next,
    select: ({ pages }): Timeline => ({
      ...(pages[0]?.data ?? { head_seq: 0, kept_from_seq: 0, last_visit: null, people: [] }),
      entries: pages.flatMap(({ data }) => data.entries),
      isKept: pages.some(({ isKept }) => isKept),
    }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const { refetch } = query;
  const isKept = query.data?.isKept === true;
  useEffect(() => {
    if (!isKept) return;
    const again = () => void refetch();
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [isKept, refetch]);
  return query;
}

async function askTimeline(path: string, asking: Asking): Promise<Answer<NoteHistory>> {
  const before = historySchema.safeParse(JSON.parse(String((await asking.looked.find(path)) ?? 'null')));
  const answer = await askJson(path, historySchema, asking);
  // What was purged since is not to be looked at here either (H5).
  if (before.success && before.data.kept_from_seq < answer.data.kept_from_seq)
    await asking.looked.forget(asking.noteId);
  return answer;
}

/** The note after an update; while another one is on its way, the one before. A revision never changes. */
export function useRevision(noteId: string, seq: number | null) {
  const looked = useContext(LookedAtContext);
  return useQuery({
    queryKey: ['revision', noteId, seq],
    queryFn: ({ signal }) => askRevision(seq ?? 0, { noteId, looked, signal }),
    enabled: seq !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What was changed between two revisions; while others are on their way, what was shown before. */
export function useChanges(noteId: string, asked: { seq: number; since: number } | null) {
  const looked = useContext(LookedAtContext);
  const { seq = 0, since = 0 } = asked ?? {};
  return useQuery({
    queryKey: ['changes', noteId, seq, since],
    queryFn: async ({ signal }) => {
      const path = `/notes/${noteId}/history/${seq}/changes?since=${since}`;
      return askJson(path, noteChangesSchema, { noteId, looked, signal });
    },
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    // Somebody who steps to and fro has seen it; a note's changes may be a megabyte.
    gcTime: 60_000,
    retry: (failures, error) => failures < 1 && isAway(error),
  });
}

export function askRevision(seq: number, asking: Asking) {
  return askBytes(`/notes/${asking.noteId}/history/${seq}?format=update`, asking);
}

/** @param seq what was done after it */
export function askSteps(
  noteId: string,
  seq: number,
  limit: number,
  signal: AbortSignal,
): Promise<HistorySteps> {
  return request(`/notes/${noteId}/history/${seq}/steps?limit=${limit}`, historyStepsSchema, { signal });
}

function timelinePath(noteId: string, { person, from, to }: Filter, before: number | null): string {
  const query = new URLSearchParams({ limit: String(entries_per_page) });
  if (before !== null) query.set('before', String(before));
  if (person) query.set('person', person);
  if (from) query.set('from', startOf(from).toISOString());
  if (to) query.set('to', dayAfter(to).toISOString());
  return `/notes/${noteId}/history?${query}`;
}

/** In the person's time zone. */
function startOf(day: string): Date {
  return new Date(`${day}T00:00:00`);
}

function dayAfter(day: string): Date {
  const start = startOf(day);
  start.setDate(start.getDate() + 1);
  return start;
}
