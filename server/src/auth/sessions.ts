/** A person's sessions: list, end one, end the others. An ended session also loses its open sockets. */
import type { AuditAction } from '@scriptorium/shared/api/audit.ts';
import type { Session } from '@scriptorium/shared/api/auth.ts';
import { recordAudit } from '../platform/audit.ts';
import type { Context } from '../platform/context.ts';
import { transaction } from '../platform/db.ts';
import { announceSessionsEnded } from '../platform/events.ts';
import { ApiError } from '../platform/problem.ts';
import { is_good } from './keys.ts';
import type { ByKey, SignedIn } from './person.ts';

interface SessionRow {
  id: string;
  user_agent: string | null;
  ip_address: string | null;
  created_at: Date;
  updated_at: Date;
  expires_at: Date;
}

export async function listSessions(ctx: Context, { person, session_id }: SignedIn): Promise<Session[]> {
  const { rows } = await ctx.db.query<SessionRow>(
    `select id, user_agent, ip_address, created_at, updated_at, expires_at from sessions
     where person_id = $1 and expires_at > now() order by updated_at desc`,
    [person.id],
  );
  return rows.map((row) => ({
    id: row.id,
    is_current: row.id === session_id,
    user_agent: row.user_agent || null,
    ip_address: row.ip_address || null,
    created_at: row.created_at.toISOString(),
    last_used_at: row.updated_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
  }));
}

/** @throws ApiError not_found when the person has no such session */
export async function endSession(ctx: Context, { person }: SignedIn, id: string): Promise<void> {
  const ended = await deleteSessions(ctx, 'account:end_session', 'person_id = $1 and id = $2', [
    person.id,
    id,
  ]);
  if (ended === 0) throw new ApiError('not_found', 'You have no such session; it may have ended already.');
}

/** Harmless to repeat. */
export async function endThisSession(ctx: Context, { person, session_id }: SignedIn): Promise<void> {
  await deleteSessions(ctx, 'account:sign_out', 'person_id = $1 and id = $2', [person.id, session_id]);
}

export async function endOtherSessions(ctx: Context, { person, session_id }: SignedIn): Promise<void> {
  await deleteSessions(ctx, 'account:end_session', 'person_id = $1 and id <> $2', [person.id, session_id]);
}

/** @returns how many there were */
function deleteSessions(
  ctx: Context,
  action: AuditAction,
  condition: string,
  values: [person_id: string, session_id: string],
): Promise<number> {
  return transaction(ctx.db, async (tx) => {
    const { rows } = await tx.query<{ id: string; user_agent: string | null }>(
      `delete from sessions where ${condition} returning id, user_agent`,
      values,
    );
    for (const { id, user_agent } of rows) {
      const details = { session_id: id, user_agent };
      await recordAudit(tx, { workspace_id: null, person_id: values[0], action, details });
    }
    await announceSessionsEnded(
      tx,
      rows.map(({ id }) => id),
    );
    return rows.length;
  });
}

/** What a session allows: all that its person may (null), or what a key includes. */
export type SessionBounds = null | Pick<ByKey, 'scopes' | 'workspace_id' | 'expires_at'>;

/** Which of these sessions and keys still count, and within what; asked when a socket shows a token that was made from one. */
export async function findActiveSessions(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, SessionBounds>> {
  const { rows } = await ctx.db.query<{ id: string } & ({ is_key: false } | ({ is_key: true } & ByKey))>(
    `select id, false as is_key, null::text[] as scopes, null::uuid as workspace_id, expires_at
     from sessions where id = any($1::uuid[]) and expires_at > now()
     union all
     select k.id, true, k.scopes, k.workspace_id, k.expires_at from api_keys k where k.id = any($1::uuid[]) and ${is_good}`,
    [ids],
  );
  return new Map(
    rows.map((row) => {
      if (!row.is_key) return [row.id, null];
      const { scopes, workspace_id, expires_at } = row;
      return [row.id, { scopes, workspace_id, expires_at }];
    }),
  );
}
