/** A person's sessions: list, end one, end the others. An ended session also loses its open sockets. */
import type { Session } from '@scriptorium/shared/api/auth.ts';
import type { Context } from '../platform/context.ts';
import { ApiError } from '../platform/problem.ts';
import type { SignedIn } from './person.ts';

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
  const { rowCount } = await ctx.db.query('delete from sessions where id = $1 and person_id = $2', [
    id,
    person.id,
  ]);
  if (rowCount === 0) throw new ApiError('not_found', 'You have no such session; it may have ended already.');
  ctx.events.emit('sessions_ended', [id]);
}

export async function endOtherSessions(ctx: Context, { person, session_id }: SignedIn): Promise<void> {
  const { rows } = await ctx.db.query<{ id: string }>(
    'delete from sessions where person_id = $1 and id <> $2 returning id',
    [person.id, session_id],
  );
  ctx.events.emit(
    'sessions_ended',
    rows.map(({ id }) => id),
  );
}

/** Whether the session still counts; asked when a socket shows a token that was made from it. */
export async function isSessionActive(ctx: Context, session_id: string, person_id: string): Promise<boolean> {
  const { rows } = await ctx.db.query<{ active: boolean }>(
    'select exists (select from sessions where id = $1 and person_id = $2 and expires_at > now()) as active',
    [session_id, person_id],
  );
  return rows[0]?.active ?? false;
}
