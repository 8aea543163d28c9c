/** What a session's person may do in a note: one rule for opening, for a new token, and for checking again. */
import { may } from '@scriptorium/shared/permissions.ts';
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
    return { may_write: !access.is_trashed && may(access.role, 'note:write') };
  });
}

export async function findPermit(ctx: Context, wish: Wish): Promise<Permit | DenialReason> {
  const [permit] = await findPermits(ctx, [wish]);
  return permit ?? denialReasons.access;
}
