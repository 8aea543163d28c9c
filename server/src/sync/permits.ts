/** What a session's or key's person may do in a note: one rule for opening, for a new token, and for checking again. */
import { type Action, may } from '@scriptorium/shared/permissions.ts';
import { type DenialReason, denialReasons } from '@scriptorium/shared/protocol/denials.ts';
import { includesScope, scopeOf } from '@scriptorium/shared/scopes.ts';
import { findNoteAccesses } from '../access/roles.ts';
import { findActiveSessions, type SessionBounds } from '../auth/sessions.ts';
import type { Context } from '../platform/context.ts';

export interface Wish {
  /** Or the key's. */
  session_id: string;
  person_id: string;
  note_id: string;
}

export interface Permit {
  may_write: boolean;
  /** When the key ends that it was given to, in milliseconds since 1970; Infinity for never, and for people. */
  ends_at: number;
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
    const bounds = sessions.get(session_id);
    if (bounds === undefined) return denialReasons.token;
    const access = accesses[index];
    if (!access || !may(access.role, 'note:read')) return denialReasons.access;
    if (!isWithin(bounds, 'note:read', access.workspace_id)) return denialReasons.access;
    const allows = (action: Action) =>
      !access.is_trashed && may(access.role, action) && isWithin(bounds, action, access.workspace_id);
    return {
      may_write: allows('note:write'),
      may_comment: allows('note:comment'),
      ends_at: bounds?.expires_at?.getTime() ?? Number.POSITIVE_INFINITY,
    };
  });
}

function isWithin(bounds: SessionBounds, action: Action, workspace_id: string): boolean {
  if (bounds === null) return true;
  const scope = scopeOf[action];
  return (
    scope !== null &&
    includesScope(bounds.scopes, scope) &&
    (bounds.workspace_id ?? workspace_id) === workspace_id
  );
}

export async function findPermit(ctx: Context, wish: Wish): Promise<Permit | DenialReason> {
  const [permit] = await findPermits(ctx, [wish]);
  return permit ?? denialReasons.access;
}

export function isSamePermit(one: Permit, other: Permit): boolean {
  return one.may_write === other.may_write && one.may_comment === other.may_comment;
}
