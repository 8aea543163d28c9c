/**
 * Sync tokens: what a socket shows to get in. Short-lived, made from a session or by a key, worth nothing once that has
 * ended. A key may be shown in its place.
 */
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { SyncToken } from '@scriptorium/shared/api/sync.ts';
import { findByKey } from '../auth/keys.ts';
import type { SignedIn } from '../auth/person.ts';
import type { Context } from '../platform/context.ts';

const token_seconds = 15 * 60;
const issuer = 'scriptorium/sync';

const claimsSchema = z.object({
  sub: z.uuid(),
  sid: z.uuid(),
  name: z.string(),
  color: z.string(),
  exp: z.number(),
});

export interface TokenClaims {
  person_id: string;
  /** Or the key's. */
  session_id: string;
  name: string;
  color: string;
  /** Milliseconds since 1970. */
  expires_at: number;
}

export async function makeSyncToken(
  secret: string,
  { person, session_id }: SignedIn,
  now = new Date(),
): Promise<SyncToken> {
  const expires_at = new Date(now.getTime() + token_seconds * 1000);
  const token = await new SignJWT({ sid: session_id, name: person.name, color: person.color })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(person.id)
    .setIssuer(issuer)
    .setExpirationTime(expires_at)
    .sign(keyOf(secret));
  return { token, expires_at: expires_at.toISOString() };
}

/** @param from the address. @returns null when it is no token or key of ours, or has ended */
export async function readToken(ctx: Context, token: string, from: string): Promise<TokenClaims | null> {
  if (!token.startsWith('scr_')) return readSyncToken(ctx.secret, token);
  const by_key = await findByKey(ctx, token, from);
  if (!by_key) return null;
  const { person, session_id, expires_at } = by_key;
  const { id: person_id, name, color } = person;
  return {
    person_id,
    session_id,
    name,
    color,
    expires_at: expires_at?.getTime() ?? Number.POSITIVE_INFINITY,
  };
}

/** @returns null when the token is not one of ours or has expired */
export async function readSyncToken(secret: string, token: string): Promise<TokenClaims | null> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), { issuer, algorithms: ['HS256'] });
    const { sub, sid, name, color, exp } = claimsSchema.parse(payload);
    return { person_id: sub, session_id: sid, name, color, expires_at: exp * 1000 };
  } catch {
    return null; // whatever is wrong with it, the remedy is the same: get a new one
  }
}

function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}
