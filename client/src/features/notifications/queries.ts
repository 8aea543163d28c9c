import {
  type ActivityPage,
  activityPageSchema,
  activityVisitSchema,
} from '@scriptorium/shared/api/activity.ts';
import {
  type Preferences,
  type PreferencesAnswer,
  preferencesAnswerSchema,
} from '@scriptorium/shared/api/notifications.ts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../lib/api-client.ts';

/** @param personId only what this person did; '': everybody */
export const activityQuery = (workspaceId: string, personId: string, limit: number) =>
  infiniteQueryOptions({
    queryKey: ['activity', workspaceId, personId, limit],
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams({ limit: `${limit}` });
      if (personId) query.set('person_id', personId);
      if (pageParam) query.set('before', pageParam);
      return request(`${pathOf(workspaceId)}?${query}`, activityPageSchema, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }: ActivityPage) => next,
  });

/** Asking is looking: it is asked once for each time that the page is opened. */
export const activityVisitQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['activity-visit', workspaceId],
    queryFn: async ({ signal }) =>
      (await request(`${pathOf(workspaceId)}/visit`, activityVisitSchema, { method: 'POST', signal })).since,
    staleTime: Number.POSITIVE_INFINITY,
  });

const preferencesPath = '/notifications/preferences';

export const preferencesQuery = queryOptions({
  queryKey: ['preferences'],
  queryFn: ({ signal }) => request(preferencesPath, preferencesAnswerSchema, { signal }),
});

/** Shown at once, and taken back when it was not saved. */
export function useSetPreferences() {
  const client = useQueryClient();
  const { queryKey } = preferencesQuery;
  return useMutation({
    mutationFn: (body: Preferences) =>
      request(preferencesPath, preferencesAnswerSchema, { method: 'PUT', body }),
    onMutate: async (wanted) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      client.setQueryData(queryKey, (now: PreferencesAnswer | undefined) => now && { ...now, ...wanted });
      return before;
    },
    onError: (_error, _wanted, before) => client.setQueryData(queryKey, before),
  });
}

const pathOf = (workspaceId: string) => `/workspaces/${encodeURIComponent(workspaceId)}/activity`;
