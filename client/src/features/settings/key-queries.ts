import { type AuditPage, auditPageSchema } from '@scriptorium/shared/api/audit.ts';
import { type CreateKeyRequest, createdKeySchema, keyListSchema } from '@scriptorium/shared/api/keys.ts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { command, request } from '../../lib/api-client.ts';

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: async ({ signal }) => (await request('/keys', keyListSchema, { signal })).keys,
});

export function useCreateKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateKeyRequest) => request('/keys', createdKeySchema, { method: 'POST', body }),
    onSettled: () => client.invalidateQueries(),
  });
}

export function useRevokeKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => command(`/keys/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries(),
  });
}

export type TrailOf = 'me' | 'everybody';

export const accountTrailQuery = (of: TrailOf) =>
  infiniteQueryOptions({
    queryKey: ['account-trail', of],
    queryFn: ({ signal, pageParam }) =>
      request(`/auth/audit?of=${of}&limit=10${pageParam ? `&before=${pageParam}` : ''}`, auditPageSchema, {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }: AuditPage) => next,
  });

/** What the browser downloads by itself. */
export const accountTrailCsvUrl = (of: TrailOf) => `/api/v1/auth/audit?of=${of}&format=csv`;
