import { type AuditPage, auditPageSchema } from '@scriptorium/shared/api/audit.ts';
import {
  type CreateInvitationRequest,
  createdInvitationSchema,
  invitationListSchema,
} from '@scriptorium/shared/api/invitations.ts';
import { type GivenRole, workspaceMemberListSchema } from '@scriptorium/shared/api/members.ts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { command, request } from '../../lib/api-client.ts';

const pathOf = (workspaceId: string) => `/workspaces/${encodeURIComponent(workspaceId)}`;

export const membersQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['members', workspaceId],
    queryFn: async ({ signal }) =>
      (await request(`${pathOf(workspaceId)}/members`, workspaceMemberListSchema, { signal })).members,
  });

export const invitationsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['invitations', workspaceId],
    queryFn: async ({ signal }) =>
      (await request(`${pathOf(workspaceId)}/invitations`, invitationListSchema, { signal })).invitations,
  });

export const auditQuery = (workspaceId: string) =>
  infiniteQueryOptions({
    queryKey: ['audit', workspaceId],
    queryFn: ({ signal, pageParam }) =>
      request(`${pathOf(workspaceId)}/audit${pageParam ? `?before=${pageParam}` : ''}`, auditPageSchema, {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }: AuditPage) => next,
  });

/** What the browser downloads by itself. */
export const auditCsvUrl = (workspaceId: string) => `/api/v1${pathOf(workspaceId)}/audit?format=csv`;

/** Something about a workspace. Afterwards everything that is shown of it is asked for anew. */
export function useWorkspaceChange<Input>(send: (input: Input) => Promise<unknown>, onDone?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => onDone?.(),
    onSettled: () => client.invalidateQueries(),
  });
}

export const sendRole = (workspaceId: string, personId: string, role: GivenRole) =>
  command(`${pathOf(workspaceId)}/members/${personId}`, { method: 'PATCH', body: { role } });

/** Of oneself: to leave. */
export const sendRemoval = (workspaceId: string, personId: string) =>
  command(`${pathOf(workspaceId)}/members/${personId}`, { method: 'DELETE' });

export const sendTransfer = (workspaceId: string, person_id: string) =>
  command(`${pathOf(workspaceId)}/transfer`, { method: 'POST', body: { person_id } });

export const sendName = (workspaceId: string, name: string) =>
  command(pathOf(workspaceId), { method: 'PATCH', body: { name } });

/** For good. */
export const sendDeletion = (workspaceId: string, name: string) =>
  command(pathOf(workspaceId), { method: 'DELETE', body: { name } });

export const sendInvitation = (
  workspaceId: string,
  body: Pick<CreateInvitationRequest, 'role' | 'email' | 'expires_in_days'>,
) => request(`${pathOf(workspaceId)}/invitations`, createdInvitationSchema, { method: 'POST', body });

export const sendRevocation = (workspaceId: string, id: string) =>
  command(`${pathOf(workspaceId)}/invitations/${id}`, { method: 'DELETE' });
