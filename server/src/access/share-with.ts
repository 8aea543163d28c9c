/** Shares a note with an address: whoever has an account is let in, anybody else is invited (W8). */
import type { FastifyRequest } from 'fastify';
import type { AddedMember } from '@scriptorium/shared/api/notes.ts';
import type { Context } from '../platform/context.ts';
import { transaction } from '../platform/db.ts';
import { inviteToNote } from './note-invitations.ts';
import { noteInvitationMail } from './note-invitation-mail.ts';
import { addMember, type NewMember, type ShareAct } from './note-members.ts';
import { languageOf, originOf } from './origin.ts';

/** @param inviter the name of whoever shares. @throws ApiError conflict when there are too many */
export async function shareWith(
  ctx: Context,
  request: FastifyRequest,
  act: ShareAct,
  inviter: string,
  wanted: NewMember,
): Promise<AddedMember> {
  const done = await transaction(ctx.db, async (tx) => {
    const member = await addMember(tx, act, wanted);
    if (member) return { status: 'added' as const, ...member };
    return inviteToNote(ctx, tx, act, wanted, originOf(ctx, request));
  });
  if ('status' in done) return done;
  const mail = noteInvitationMail({ ...done, inviter }, languageOf(request));
  const is_sent = await ctx.mailer?.send(mail).then(
    () => true,
    (error: unknown) => {
      ctx.log.warn({ err: error, invitation_id: done.id }, 'an invitation could not be sent by mail');
      return false;
    },
  );
  return { status: 'invited', url: done.url, is_sent: is_sent ?? false };
}
