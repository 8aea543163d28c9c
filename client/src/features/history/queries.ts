/** What the server knows of a note's past. */
import { historySchema, type NoteHistory, restoredSchema } from '@scriptorium/shared/api/history.ts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { request, requestBytes } from '../../lib/api-client.ts';

export type Sitting = NoteHistory['entries'][number];

/** Of the newest update: what is written while somebody looks is not in it, until they come again. */
export interface Timeline {
  head_seq: number;
  sittings: Sitting[];
}

export function useTimeline(noteId: string) {
  return useInfiniteQuery({
    queryKey: ['history', noteId],
    queryFn: ({ pageParam, signal }) =>
      request(`/notes/${noteId}/history${pageParam ? `?before=${pageParam}` : ''}`, historySchema, {
        signal,
      }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    select: ({ pages }): Timeline => ({
      head_seq: pages[0]?.head_seq ?? 0,
      sittings: pages.flatMap(({ entries }) => entries),
    }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** The note after an update; while another one is on its way, the one before. A revision never changes. */
export function useRevision(noteId: string, seq: number) {
  return useQuery({
    queryKey: ['revision', noteId, seq],
    queryFn: ({ signal }) => requestBytes(`/notes/${noteId}/history/${seq}?format=update`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** @returns the seq of the newest update before it: restoring that takes the restore back */
export async function restoreRevision(noteId: string, seq: number): Promise<number> {
  const { before_seq } = await request(`/notes/${noteId}/history/${seq}/restore`, restoredSchema, {
    method: 'POST',
  });
  return before_seq;
}
