/** Who is asking: the person behind a request's session cookie. */
import type { FastifyRequest } from 'fastify';
import type { Person, UpdatePersonRequest } from '@scriptorium/shared/api/auth.ts';
import { presenceColor } from '@scriptorium/shared/protocol/awareness.ts';
import type { Context } from '../platform/context.ts';
import { ApiError } from '../platform/problem.ts';
import type { Auth } from './better-auth.ts';
import { explainFault } from './call-auth.ts';
import { renamedGuest } from './guest-name.ts';

export interface SignedIn {
  person: Person;
  session_id: string;
}

type PersonRow = Omit<Person, 'color' | 'created_at'> & { color: string | null; created_at: Date };

const columns = 'id, name, email, color, is_owner, is_guest, created_at';

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

/**
 * For what guests have no part in: workspaces, notes and keys of their own.
 * @throws ApiError not_signed_in; forbidden for a guest
 */
export async function requireAccount(ctx: Context, auth: Auth, request: FastifyRequest): Promise<SignedIn> {
  const signedIn = await requireSignedIn(ctx, auth, request);
  if (signedIn.person.is_guest) {
    throw new ApiError(
      'forbidden',
      'This needs an account. Make one, and what was shared with you comes along.',
    );
  }
  return signedIn;
}

/** @throws Error when there is no such account */
export async function loadPerson(ctx: Context, id: string): Promise<Person> {
  const { rows } = await ctx.db.query<PersonRow>(`select ${columns} from people where id = $1`, [id]);
  return ofRow(rows[0], id);
}

/** What is left out of the change stays as it is. @throws Error when there is no such account */
export async function updatePerson(
  ctx: Context,
  { id, name, is_guest }: Person,
  change: UpdatePersonRequest,
): Promise<Person> {
  const new_name = change.name !== undefined && is_guest ? renamedGuest(change.name, name) : change.name;
  const { rows } = await ctx.db.query<PersonRow>(
    `update people set
       name = coalesce($2, name),
       color = case when $3 then $4 else color end,
       updated_at = now()
     where id = $1 returning ${columns}`,
    [id, new_name ?? null, change.color !== undefined, change.color ?? null],
  );
  return ofRow(rows[0], id);
}

function ofRow(row: PersonRow | undefined, id: string): Person {
  if (!row) throw new Error(`there is no account ${id}`);
  return {
    ...row,
    email: row.is_guest ? '' : row.email,
    color: row.color ?? presenceColor(id),
    created_at: row.created_at.toISOString(),
  };
}

function toPerson(user: Auth['$Infer']['Session']['user']): Person {
  return {
    id: user.id,
    name: user.name,
    // A guest's is none.
    email: user.isGuest ? '' : user.email,
    color: user.color ?? presenceColor(user.id),
    is_owner: user.isOwner,
    is_guest: user.isGuest,
    created_at: user.createdAt.toISOString(),
  };
}
