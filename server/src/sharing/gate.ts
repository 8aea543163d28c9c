/** What keeps a browser from a link's pages, if anything does. */
import type { FastifyRequest } from 'fastify';
import type { Person } from '@scriptorium/shared/api/auth.ts';
import type { GoodLink } from '../access/link-visits.ts';
import type { Context } from '../platform/context.ts';
import { isUnlocked } from './unlock-cookie.ts';

export type Gate = 'open' | 'needs_account' | 'needs_password';

/** @param person who is signed in, be it as a guest */
export async function findGate(
  ctx: Context,
  request: FastifyRequest,
  link: GoodLink,
  person: Person | null,
): Promise<Gate> {
  if (link.needs_account && (!person || person.is_guest)) return 'needs_account';
  if (link.password_hash === null || isUnlocked(ctx, request, link)) return 'open';
  // Whoever came in by it gave the password, and is no visitor any more once that changes.
  return person && (await isVisitor(ctx, link, person.id)) ? 'open' : 'needs_password';
}

async function isVisitor({ db }: Context, { id }: GoodLink, person_id: string): Promise<boolean> {
  const { rowCount } = await db.query(
    'select 1 from share_link_visitors where link_id = $1 and person_id = $2',
    [id, person_id],
  );
  return rowCount !== 0;
}
