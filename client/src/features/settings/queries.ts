import {
  type ChangePasswordRequest,
  type Person,
  type Session,
  sessionListSchema,
  signedInSchema,
  type UpdatePersonRequest,
} from '@scriptorium/shared/api/auth.ts';
import {
  type DryRunRequest,
  dryRunSchema,
  type HistoryPolicy,
  historyPolicySchema,
} from '@scriptorium/shared/api/history-policy.ts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { command, request } from '../../lib/api-client.ts';

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async ({ signal }) => (await request('/auth/sessions', sessionListSchema, { signal })).sessions,
});

/** Ends one session; without an id, all but this one. */
export function useEndSessions() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string | null) =>
      command(id === null ? '/auth/sessions' : `/auth/sessions/${encodeURIComponent(id)}`, {
        method: 'DELETE',
      }),
    onSuccess: (_nothing, id) => {
      client.setQueryData(sessionsQuery.queryKey, (sessions: Session[] | undefined) =>
        sessions?.filter((session) => session.is_current || (id !== null && session.id !== id)),
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
}

export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ChangePasswordRequest) => command('/auth/change-password', { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
}

export function useUpdatePerson(onChanged: (person: Person) => void) {
  return useMutation({
    mutationFn: (body: UpdatePersonRequest) =>
      request('/auth/person', signedInSchema, { method: 'PATCH', body }),
    onSuccess: ({ person }) => onChanged(person),
  });
}

const policyPath = (workspaceId: string) => `/workspaces/${encodeURIComponent(workspaceId)}/history-policy`;

export const historyPolicyQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['history-policy', workspaceId],
    queryFn: ({ signal }) => request(policyPath(workspaceId), historyPolicySchema, { signal }),
  });

export function useSetHistoryPolicy(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: HistoryPolicy) =>
      request(policyPath(workspaceId), historyPolicySchema, { method: 'PUT', body }),
    onSuccess: (policy) => client.setQueryData(historyPolicyQuery(workspaceId).queryKey, policy),
  });
}

/** What a policy would take out now. */
export function useTryHistoryPolicy(workspaceId: string) {
  return useMutation({
    mutationFn: (body: DryRunRequest) =>
      request(`${policyPath(workspaceId)}/dry-run`, dryRunSchema, { method: 'POST', body }),
  });
}
