/** From a page into the app: whoever is signed in becomes a visitor of the link, and anybody else a guest first. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Person } from '@scriptorium/shared/api/auth.ts';
import { guest_name_length_max } from '@scriptorium/shared/api/share-links.ts';
import { enterByLink, type GoodLink } from '../access/link-visits.ts';
import { languageOf } from '../access/origin.ts';
import type { Auth } from '../auth/better-auth.ts';
import { enterAsGuest, insertGuest } from '../auth/guests.ts';
import type { Context } from '../platform/context.ts';
import { type Tx, transaction } from '../platform/db.ts';
import { ApiError } from '../platform/problem.ts';

/** A class meets, or a conference; beyond it somebody plays. */
const guests_per_link_and_hour_max = 200;

/** Something to be called by: letters that can be seen, on one line, from left to right or the other way as they are. */
export const guestNameSchema = z
  .string()
  .transform((name) =>
    name
      .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  .pipe(z.string().min(1).max(guest_name_length_max));

interface Joining {
  link: GoodLink;
  /** Who is signed in, be it as a guest. */
  person: Person | null;
  /** For whoever is not. */
  name: string;
}

/** The gate is open for them. @throws ApiError not_found, too_many_requests, conflict */
export async function join(
  ctx: Context,
  auth: Auth,
  request: FastifyRequest,
  reply: FastifyReply,
  { link, person, name }: Joining,
): Promise<void> {
  if (person) return transaction(ctx.db, (tx) => enterByLink(tx, link, person.id));
  const guest_id = await transaction(ctx.db, async (tx) => {
    const id = await insertGuest(tx, name, languageOf(request));
    await enterByLink(tx, link, id);
    await requireRoomForGuests(tx, link.id);
    return id;
  });
  await enterAsGuest(ctx, auth, request, reply, guest_id);
}

/** Holds on all instances: the link's row is locked by whoever enters. */
async function requireRoomForGuests(tx: Tx, link_id: string): Promise<void> {
  const { rows } = await tx.query<{ count: number }>(
    `select count(*)::int as count from share_link_visitors v join people p on p.id = v.person_id
     where v.link_id = $1 and p.is_guest and v.first_at > now() - interval '1 hour'`,
    [link_id],
  );
  if ((rows[0]?.count ?? 0) <= guests_per_link_and_hour_max) return;
  throw new ApiError(
    'too_many_requests',
    'Too many guests came by this link within an hour. Try again later.',
    {
      retry_after_seconds: 600,
    },
  );
}
