/** `/api/v1/workspaces`: workspaces, who is in them, and their audit trail. */
import { z } from 'zod';
import { auditPageSchema, auditQuerySchema } from '@scriptorium/shared/api/audit.ts';
import { idSchema } from '@scriptorium/shared/api/common.ts';
import { changeMemberRequestSchema, workspaceMemberListSchema } from '@scriptorium/shared/api/members.ts';
import {
  deleteWorkspaceRequestSchema,
  nameWorkspaceRequestSchema,
  transferRequestSchema,
} from '@scriptorium/shared/api/workspace-requests.ts';
import { workspaceListSchema, workspaceSchema } from '@scriptorium/shared/api/workspaces.ts';
import { answerAudit } from '../auth/audit-trail.ts';
import type { Auth } from '../auth/better-auth.ts';
import { requireAccount, requireSignedIn } from '../auth/person.ts';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import { changeRole, leaveWorkspace, listMembers, removeMember, transferWorkspace } from './members.ts';
import { requireWorkspace } from './roles.ts';
import { createWorkspace, deleteWorkspace, listWorkspaces, renameWorkspace } from './workspaces.ts';

const tags = ['workspaces'];
const params = z.object({ id: idSchema });
const memberParams = z.object({ id: idSchema, person_id: idSchema });
const new_per_minute_max = 10;
const changes_per_minute_max = 60;

export function workspaceRoutes(http: Http, ctx: Context, auth: Auth): void {
  const config = rateLimited(ctx, changes_per_minute_max);

  http.get(
    '/api/v1/workspaces',
    {
      config: { key_scope: 'notes:read' },
      schema: { tags, summary: 'Workspaces I am in', response: { 200: workspaceListSchema } },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      return { workspaces: await listWorkspaces(ctx, person.id) };
    },
  );

  http.post(
    '/api/v1/workspaces',
    {
      config: rateLimited(ctx, new_per_minute_max),
      schema: {
        tags,
        summary: 'Make a workspace to share; I am its owner',
        body: nameWorkspaceRequestSchema,
        response: { 201: workspaceSchema },
      },
    },
    async (request, reply) => {
      const { person } = await requireAccount(ctx, auth, request);
      return reply.code(201).send(await createWorkspace(ctx, person.id, request.body.name));
    },
  );

  http.patch(
    '/api/v1/workspaces/:id',
    {
      config: { ...config, key_scope: 'workspace:manage' },
      schema: {
        tags,
        summary: 'Rename a workspace',
        params,
        body: nameWorkspaceRequestSchema,
        response: { 200: workspaceSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      return renameWorkspace(ctx, request.params.id, person.id, request.body.name);
    },
  );

  http.delete(
    '/api/v1/workspaces/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Delete a workspace that has no notes, with what lies in its trash, for good',
        params,
        body: deleteWorkspaceRequestSchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      await deleteWorkspace(ctx, request.params.id, person.id, request.body.name);
      return reply.code(204).send(null);
    },
  );

  http.get(
    '/api/v1/workspaces/:id/members',
    {
      config: { key_scope: 'notes:read' },
      schema: {
        tags,
        summary: 'Who is in the workspace, and as what',
        params,
        response: { 200: workspaceMemberListSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      return { members: await listMembers(ctx, request.params.id, person.id) };
    },
  );

  http.patch(
    '/api/v1/workspaces/:id/members/:person_id',
    {
      config: { ...config, key_scope: 'workspace:manage' },
      schema: {
        tags,
        summary: 'Change a member’s role; their open notes follow within a second',
        params: memberParams,
        body: changeMemberRequestSchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id: workspace_id, person_id } = request.params;
      await changeRole(ctx, { workspace_id, by_id: person.id, person_id }, request.body.role);
      return reply.code(204).send(null);
    },
  );

  http.delete(
    '/api/v1/workspaces/:id/members/:person_id',
    {
      config: { ...config, key_scope: 'workspace:manage' },
      schema: {
        tags,
        summary: 'Take a member out, or leave oneself; what they wrote stays',
        params: memberParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id: workspace_id, person_id } = request.params;
      if (person_id === person.id) await leaveWorkspace(ctx, workspace_id, person.id);
      else await removeMember(ctx, { workspace_id, by_id: person.id, person_id });
      return reply.code(204).send(null);
    },
  );

  http.post(
    '/api/v1/workspaces/:id/transfer',
    {
      config,
      schema: {
        tags,
        summary: 'Hand the workspace over to another member; its owner until now becomes an admin',
        params,
        body: transferRequestSchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id: workspace_id } = request.params;
      await transferWorkspace(ctx, { workspace_id, by_id: person.id, person_id: request.body.person_id });
      return reply.code(204).send(null);
    },
  );

  http.get(
    '/api/v1/workspaces/:id/audit',
    {
      config: { ...config, key_scope: 'workspace:manage' },
      schema: {
        tags,
        summary: 'What was done that cannot be undone or concerns everybody, the newest first; for the owner',
        params,
        querystring: auditQuerySchema,
        response: { 200: auditPageSchema },
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id } = request.params;
      await requireWorkspace(ctx.db, id, person.id, 'audit:read');
      return answerAudit(ctx, reply, person.id, { workspace_id: id }, request.query);
    },
  );
}
