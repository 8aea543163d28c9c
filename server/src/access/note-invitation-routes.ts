/** Invitations to a note: revoked by whoever may share it, looked at and accepted by whoever got one. */
import { z } from 'zod';
import { idSchema } from '@scriptorium/shared/api/common.ts';
import {
  acceptedNoteInvitationSchema,
  noteInvitationOfferSchema,
} from '@scriptorium/shared/api/note-access.ts';
import type { Auth } from '../auth/better-auth.ts';
import { requireAccount, requireSignedIn } from '../auth/person.ts';
import type { Context } from '../platform/context.ts';
import { type Http, rateLimited } from '../platform/http.ts';
import { acceptNoteInvitation, findNoteOffer, revokeNoteInvitation } from './note-invitations.ts';
import { requireNote } from './roles.ts';

const tags = ['sharing'];
const change_per_minute_max = 20;
/** A token cannot be guessed: this keeps whoever tries from costing anything. */
const look_per_minute_max = 60;
const tokenParams = z.object({ token: z.string().max(100) });

export function noteInvitationRoutes(http: Http, ctx: Context, auth: Auth): void {
  http.delete(
    '/api/v1/notes/:id/invitations/:invitation_id',
    {
      config: { ...rateLimited(ctx, change_per_minute_max), key_scope: 'workspace:manage' },
      schema: {
        tags,
        summary: 'Revoke an invitation to this note: it lets nobody in from now on',
        params: z.object({ id: idSchema, invitation_id: idSchema }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id: note_id, invitation_id } = request.params;
      const { workspace_id } = await requireNote(ctx, note_id, person.id, 'note:share');
      await revokeNoteInvitation(ctx, { workspace_id, note_id, by_id: person.id }, invitation_id);
      return reply.code(204).send(null);
    },
  );

  http.get(
    '/api/v1/note-invitations/:token',
    {
      config: rateLimited(ctx, look_per_minute_max),
      schema: {
        tags,
        summary: 'Which note an invitation opens, and who made it; also for who is not signed in',
        params: tokenParams,
        response: { 200: noteInvitationOfferSchema },
      },
    },
    async (request) => findNoteOffer(ctx, request.params.token),
  );

  http.post(
    '/api/v1/note-invitations/:token/accept',
    {
      config: rateLimited(ctx, look_per_minute_max),
      schema: {
        tags,
        summary: 'Take an invitation to a note up; it is used up then',
        params: tokenParams,
        response: { 200: acceptedNoteInvitationSchema },
      },
    },
    async (request) => {
      const { person } = await requireAccount(ctx, auth, request);
      return { note_id: await acceptNoteInvitation(ctx, request.params.token, person.id) };
    },
  );
}
