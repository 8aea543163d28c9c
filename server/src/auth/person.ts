/** Who is asking: the person behind a request's session cookie. */
import type { FastifyRequest } from 'fastify';
import type { Person } from '@scriptorium/shared/api/auth.ts';
import type { Context } from '../platform/context.ts';
import { ApiError } from '../platform/problem.ts';
import type { Auth } from './better-auth.ts';
import { explainFault } from './call-auth.ts';

export interface SignedIn {
  person: Person;
  session_id: string;
}

/** @returns null when nobody is signed in, or the session has ended */
export async function findSignedIn(
  ctx: Context,
  auth: Auth,
  request: FastifyRequest,
): Promise<SignedIn | null> {
  if (request.headers.cookie === undefined) return null;
  const headers = new Headers({ cookie: request.headers.cookie });
  const found = await auth.api.getSession({ headers }).catch((error: unknown) => explainFault(ctx, error));
  if (!found) return null;
  return { person: toPerson(found.user), session_id: found.session.id };
}

/** @throws ApiError not_signed_in */
export async function requireSignedIn(ctx: Context, auth: Auth, request: FastifyRequest): Promise<SignedIn> {
  const signedIn = await findSignedIn(ctx, auth, request);
  if (!signedIn)
    throw new ApiError('not_signed_in', 'Your session has ended or there was none. Sign in and try again.');
  return signedIn;
}

/** @throws Error when there is no such account */
export async function loadPerson(ctx: Context, id: string): Promise<Person> {
  const { rows } = await ctx.db.query<Omit<Person, 'created_at'> & { created_at: Date }>(
    'select id, name, email, is_owner, created_at from people where id = $1',
    [id],
  );
  if (!rows[0]) throw new Error(`there is no account ${id}`);
  return { ...rows[0], created_at: rows[0].created_at.toISOString() };
}

function toPerson(user: Auth['$Infer']['Session']['user']): Person {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    is_owner: user.isOwner,
    created_at: user.createdAt.toISOString(),
  };
}
