/**
 * Guests: people without an account, under a name that they chose. A guest is a row of `people` like any other, so that
 * presence, history and comments know them; what they may do comes from the links by which they came (access, W8).
 */
import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../platform/context.ts';
import type { Tx } from '../platform/db.ts';
import type { Auth } from './better-auth.ts';
import { authHeaders, passCookies } from './auth-headers.ts';
import { callAuth } from './call-auth.ts';
import { guestName } from './guest-name.ts';

/** @returns the new person's id. They are nobody until the transaction commits, and have no session until `enterAsGuest`. */
export async function insertGuest(tx: Tx, name: string, language: 'en' | 'de'): Promise<string> {
  const id = randomUUID();
  // The address is never shown and never written to: `.invalid` is nobody's (RFC 2606).
  await tx.query('insert into people (id, name, email, is_guest) values ($1, $2, $3, true)', [
    id,
    guestName(name, language),
    `guest-${id}@guest.invalid`,
  ]);
  return id;
}

/** The session's cookie is in the reply then. */
export async function enterAsGuest(
  ctx: Context,
  auth: Auth,
  request: FastifyRequest,
  reply: FastifyReply,
  person_id: string,
): Promise<void> {
  const headers = authHeaders(request);
  const answer = await callAuth(
    ctx,
    auth.api.enterAsGuest({ body: { person_id }, headers, asResponse: true }),
  );
  passCookies(answer, reply);
}
