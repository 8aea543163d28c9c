/** Who is asking: the person behind a request's session cookie. */
import type { FastifyRequest } from 'fastify';
import type { Person, UpdatePersonRequest } from '@scriptorium/shared/api/auth.ts';
import { presenceColor } from '@scriptorium/shared/protocol/awareness.ts';
import type { Context } from '../platform/context.ts';
import { ApiError } from '../platform/problem.ts';
import type { Auth } from './better-auth.ts';
import { explainFault } from './call-auth.ts';

export interface SignedIn {
  person: Person;
  session_id: string;
}

type PersonRow = Omit<Person, 'color' | 'created_at'> & { color: string | null; created_at: Date };

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
  const { rows } = await ctx.db.query<PersonRow>(
    'select id, name, email, color, is_owner, created_at from people where id = $1',
    [id],
  );
  return ofRow(rows[0], id);
}

/** What is left out of the change stays as it is. @throws Error when there is no such account */
export async function updatePerson(ctx: Context, id: string, change: UpdatePersonRequest): Promise<Person> {
  const { rows } = await ctx.db.query<PersonRow>(
    `update people set
       name = coalesce($2, name),
       color = case when $3 then $4 else color end,
       updated_at = now()
     where id = $1 returning id, name, email, color, is_owner, created_at`,
    [id, change.name ?? null, change.color !== undefined, change.color ?? null],
  );
  return ofRow(rows[0], id);
}

function ofRow(row: PersonRow | undefined, id: string): Person {
  if (!row) throw new Error(`there is no account ${id}`);
  return { ...row, color: row.color ?? presenceColor(id), created_at: row.created_at.toISOString() };
}

function toPerson(user: Auth['$Infer']['Session']['user']): Person {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    color: user.color ?? presenceColor(user.id),
    is_owner: user.isOwner,
    created_at: user.createdAt.toISOString(),
  };
}
