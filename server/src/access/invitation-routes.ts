/** Invitations: `/api/v1/workspaces/:id/invitations` for whoever invites, `/api/v1/invitations/:token` for whoever is. */
import { z } from 'zod';
import type { FastifyRequest } from 'fastify';
import { idSchema } from '@scriptorium/shared/api/common.ts';
import {
  createdInvitationSchema,
  createInvitationRequestSchema,
  type Invitation,
  invitationListSchema,
  invitationOfferSchema,
} from '@scriptorium/shared/api/invitations.ts';
import { workspaceSchema } from '@scriptorium/shared/api/workspaces.ts';
import type { Auth } from '../auth/better-auth.ts';
import { requireAccount, requireSignedIn } from '../auth/person.ts';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import { invitationMail } from './invitation-mail.ts';
import {
  acceptInvitation,
  createInvitation,
  findOffer,
  listInvitations,
  revokeInvitation,
} from './invitations.ts';
import { languageOf, originOf } from './origin.ts';

const tags = ['invitations'];
const invite_per_minute_max = 20;
/** A token has 256 bits: this keeps a guesser from costing anything, not from finding one. */
const look_per_minute_max = 60;
const tokenParams = z.object({ token: z.string().max(100) });

export function invitationRoutes(http: Http, ctx: Context, auth: Auth): void {
  http.post(
    '/api/v1/workspaces/:id/invitations',
    {
      config: { ...rateLimited(ctx, invite_per_minute_max), key_scope: 'workspace:manage' },
      schema: {
        tags,
        summary: 'Invite somebody by e-mail, or several by a link',
        params: z.object({ id: idSchema }),
        body: createInvitationRequestSchema,
        response: { 201: createdInvitationSchema },
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const created = await createInvitation(ctx, request.params.id, person.id, request.body);
      const { invitation, workspace_name } = created;
      const url = `${originOf(ctx, request)}/invite/${created.token}`;
      const isSent = await send(ctx, request, { invitation, inviter: person.name, workspace_name, url });
      return reply.code(201).send({ invitation, url: isSent ? null : url });
    },
  );

  http.get(
    '/api/v1/workspaces/:id/invitations',
    {
      config: { key_scope: 'workspace:manage' },
      schema: {
        tags,
        summary: 'Invitations that are still good',
        params: z.object({ id: idSchema }),
        response: { 200: invitationListSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      return { invitations: await listInvitations(ctx, request.params.id, person.id) };
    },
  );

  http.delete(
    '/api/v1/workspaces/:id/invitations/:invitation_id',
    {
      config: { ...rateLimited(ctx, invite_per_minute_max), key_scope: 'workspace:manage' },
      schema: {
        tags,
        summary: 'Revoke an invitation: it lets nobody in from now on',
        params: z.object({ id: idSchema, invitation_id: idSchema }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      await revokeInvitation(ctx, request.params.id, person.id, request.params.invitation_id);
      return reply.code(204).send(null);
    },
  );

  http.get(
    '/api/v1/invitations/:token',
    {
      config: rateLimited(ctx, look_per_minute_max),
      schema: {
        tags,
        summary: 'What an invitation offers, and who made it; also for who is not signed in',
        params: tokenParams,
        response: { 200: invitationOfferSchema },
      },
    },
    async (request) => findOffer(ctx, request.params.token),
  );

  http.post(
    '/api/v1/invitations/:token/accept',
    {
      config: rateLimited(ctx, look_per_minute_max),
      schema: {
        tags,
        summary: 'Join the workspace; who is a member already stays what they are',
        params: tokenParams,
        response: { 200: workspaceSchema },
      },
    },
    async (request) => {
      const { person } = await requireAccount(ctx, auth, request);
      return acceptInvitation(ctx, request.params.token, person.id);
    },
  );
}

interface Outgoing {
  invitation: Invitation;
  inviter: string;
  workspace_name: string;
  url: string;
}

/** @returns false where it could not be: then whoever invites passes the link on themselves */
async function send(
  { mailer, log }: Context,
  request: FastifyRequest,
  { invitation: { id, email, expires_at }, ...about }: Outgoing,
): Promise<boolean> {
  if (email === null || !mailer) return false;
  try {
    const mail = invitationMail({ ...about, email, expires_at: new Date(expires_at) }, languageOf(request));
    await mailer.send(mail);
    return true;
  } catch (error) {
    log.warn({ err: error, invitation_id: id }, 'an invitation could not be sent by mail');
    return false;
  }
}
