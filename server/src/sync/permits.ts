/** What a session's person may do in a note: one rule for opening, for a new token, and for checking again. */
import { type Action, may } from '@scriptorium/shared/permissions.ts';
import { type DenialReason, denialReasons } from '@scriptorium/shared/protocol/denials.ts';
import { findNoteAccesses } from '../access/roles.ts';
import { findActiveSessions } from '../auth/sessions.ts';
import type { Context } from '../platform/context.ts';

export interface Wish {
  session_id: string;
  person_id: string;
  note_id: string;
}

export interface Permit {
  may_write: boolean;
  /** Not on this socket, but the client shows what can be done. */
  may_comment: boolean;
}

/** @returns in the order of the wishes; what is granted, or why it is not */
export async function findPermits(ctx: Context, wishes: readonly Wish[]): Promise<(Permit | DenialReason)[]> {
  const [sessions, accesses] = await Promise.all([
    findActiveSessions(
      ctx,
      wishes.map(({ session_id }) => session_id),
    ),
    findNoteAccesses(ctx, wishes),
  ]);
  return wishes.map(({ session_id }, index) => {
    if (!sessions.has(session_id)) return denialReasons.token;
    const access = accesses[index];
    if (!access || !may(access.role, 'note:read')) return denialReasons.access;
    const allows = (action: Action) => !access.is_trashed && may(access.role, action);
    return { may_write: allows('note:write'), may_comment: allows('note:comment') };
  });
}

export async function findPermit(ctx: Context, wish: Wish): Promise<Permit | DenialReason> {
  const [permit] = await findPermits(ctx, [wish]);
  return permit ?? denialReasons.access;
}

export function isSamePermit(one: Permit, other: Permit): boolean {
  return one.may_write === other.may_write && one.may_comment === other.may_comment;
}
