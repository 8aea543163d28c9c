/**
 * Who comes in by a link (W8). Opening it with an account, or under a guest's name, makes a person a *visitor*: from then
 * on they are in the note as whatever the link says, wherever they knock, for as long as it holds (view `note_grants`).
 */
import type { LinkVisitorList } from '@scriptorium/shared/api/share-links.ts';
import type { NoteRole } from '@scriptorium/shared/permissions.ts';
import type { Context } from '../platform/context.ts';
import type { Tx } from '../platform/db.ts';
import { announceAccessChanged, announceAccessChanges, named_changes_max } from '../platform/events.ts';
import { ApiError } from '../platform/problem.ts';
import { openSealedId } from './sealed-id.ts';

const visitors_per_link_max = 1_000;

/** A link that holds, with the note that it leads to. */
export interface GoodLink {
  id: string;
  note_id: string;
  workspace_id: string;
  role: NoteRole;
  with_below: boolean;
  password_hash: string | null;
  expires_at: Date | null;
  needs_account: boolean;
  is_indexable: boolean;
}

/** @returns null for a token that is wrong, revoked or expired, and for a note that is gone or in the trash: all alike */
export async function findGoodLink(ctx: Context, token: string): Promise<GoodLink | null> {
  const id = openSealedId(ctx.secret, 'share-link', token);
  if (id === null) return null;
  const { rows } = await ctx.db.query<GoodLink>(
    `select l.id, l.note_id, n.workspace_id, l.role, l.with_below, l.password_hash, l.expires_at, l.needs_account,
       l.is_indexable
     from share_links l join notes n on n.id = l.note_id
     where l.id = $1 and l.revoked_at is null and (l.expires_at is null or l.expires_at > now())
       and n.trashed_with is null`,
    [id],
  );
  return rows[0] ?? null;
}

/**
 * Harmless to repeat. Whoever calls it has seen to the password, and to an account where one is needed.
 * @throws ApiError not_found when it was revoked or changed meanwhile; conflict when it has too many visitors
 */
export async function enterByLink(tx: Tx, link: GoodLink, person_id: string): Promise<void> {
  // Locked, so that nobody slips in beside a change that would keep them out.
  const { rowCount } = await tx.query(
    `select 1 from share_links where id = $1 and revoked_at is null
       and password_hash is not distinct from $2 and needs_account = $3 for no key update`,
    [link.id, link.password_hash, link.needs_account],
  );
  if (rowCount === 0) throw new ApiError('not_found', 'This link is not good any more.');
  const { rows } = await tx.query<{ is_new: boolean }>(
    `insert into share_link_visitors (link_id, person_id) values ($1, $2)
     on conflict (link_id, person_id) do update set last_at = now() returning xmax = 0 as is_new`,
    [link.id, person_id],
  );
  if (!rows[0]?.is_new) return;
  const visitors = await countVisitors(tx, link.id);
  if (visitors > visitors_per_link_max) {
    throw new ApiError(
      'conflict',
      `A link lets in at most ${visitors_per_link_max} people. Ask for another one.`,
    );
  }
  // A reader of the note may write from now on.
  await announceAccessChanged(tx, { person_id });
}

async function countVisitors(tx: Tx, link_id: string): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    'select count(*)::int as count from share_link_visitors where link_id = $1',
    [link_id],
  );
  return rows[0]?.count ?? 0;
}

/** Who came in by it, the latest first. */
export async function listVisitors(ctx: Context, link_id: string): Promise<LinkVisitorList> {
  const { rows } = await ctx.db.query<{
    person_id: string;
    name: string;
    is_guest: boolean;
    first_at: Date;
    last_at: Date;
  }>(
    `select v.person_id, p.name, p.is_guest, v.first_at, greatest(v.last_at, s.seen_at) as last_at
     from share_link_visitors v join people p on p.id = v.person_id
     join share_links l on l.id = v.link_id
     left join note_visits s on s.note_id = l.note_id and s.person_id = v.person_id
     where v.link_id = $1 order by last_at desc, v.person_id`,
    [link_id],
  );
  return {
    visitors: rows.map((row) => ({
      ...row,
      first_at: row.first_at.toISOString(),
      last_at: row.last_at.toISOString(),
    })),
  };
}

/** What their link lets them do has changed, or will have with this transaction. */
export async function announceToVisitors(tx: Tx, link_id: string): Promise<void> {
  const { rows } = await tx.query<{ person_id: string }>(
    'select person_id from share_link_visitors where link_id = $1 limit $2',
    [link_id, named_changes_max + 1],
  );
  await announceAccessChanges(tx, rows);
}

/** What a guest came in by is open to the account that they made or signed in to. */
export async function adoptVisits(ctx: Context, guest_id: string, person_id: string): Promise<void> {
  await ctx.db.query(
    `insert into share_link_visitors (link_id, person_id, first_at, last_at)
     select link_id, $2, first_at, last_at from share_link_visitors where person_id = $1
     on conflict (link_id, person_id) do nothing`,
    [guest_id, person_id],
  );
}
