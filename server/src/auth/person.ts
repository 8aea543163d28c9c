/** Who is asking: the person behind a request's API key, or behind its session cookie. */
import type { FastifyRequest } from 'fastify';
import type { Person, UpdatePersonRequest } from '@scriptorium/shared/api/auth.ts';
import { presenceColor } from '@scriptorium/shared/protocol/awareness.ts';
import type { Scope } from '@scriptorium/shared/scopes.ts';
import type { Context } from '../platform/context.ts';
import { ApiError } from '../platform/problem.ts';
import type { Auth } from './better-auth.ts';
import { explainFault } from './call-auth.ts';
import { renamedGuest } from './guest-name.ts';
import { type PersonRow, personOfRow } from './person-row.ts';

export interface SignedIn {
  person: Person;
  /** What they came in by: a session, or a key. */
  session_id: string;
}

/** Who comes by a key: its person, as far as the key goes. */
export interface ByKey extends SignedIn {
  scopes: Scope[];
  /** The only one that it is good for; null: all of its person's. */
  workspace_id: string | null;
  /** Null: it ends when it is revoked. */
  expires_at: Date | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who came by a key (`key-door.ts`); null: nobody. */
    by_key: ByKey | null;
  }
}

const columns = 'id, name, email, color, is_owner, is_guest, created_at';

/** @returns null when nobody is signed in, or the session has ended */
export async function findSignedIn(
  ctx: Context,
  auth: Auth,
  request: FastifyRequest,
): Promise<SignedIn | null> {
  // The key alone counts where there is a cookie too; whether it may come here was asked at the door (`key-door.ts`).
  if (request.by_key) return request.by_key;
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

/** @returns the id of the account with this address, if there is one */
export async function findByEmail({ db }: Context, email: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>('select id from people where email = $1', [email]);
  return rows[0]?.id ?? null;
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
  return personOfRow(row);
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
