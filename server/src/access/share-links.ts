/** Links that let people into a note (W8). A change reaches whoever came by one at once (P3). */
import type { AuditAction } from '@scriptorium/shared/api/audit.ts';
import {
  type ChangeShareLinkRequest,
  type CreateShareLinkRequest,
  links_per_note_max,
  type ShareLink,
} from '@scriptorium/shared/api/share-links.ts';
import { recordAudit } from '../platform/audit.ts';
import type { Context } from '../platform/context.ts';
import { type Tx, transaction } from '../platform/db.ts';
import { ApiError } from '../platform/problem.ts';
import { hashPassword } from './link-password.ts';
import { announceToVisitors } from './link-visits.ts';
import type { ShareAct } from './note-members.ts';
import { sealId } from './sealed-id.ts';

export interface LinkAct extends ShareAct {
  /** Where links begin. */
  origin: string;
}

interface LinkRow extends Omit<ShareLink, 'url' | 'expires_at' | 'created_at'> {
  expires_at: Date | null;
  created_at: Date;
}

/** Those that are not revoked, the oldest first, so that they keep their places. */
export async function listLinks(
  ctx: Context,
  origin: string,
  note_ids: readonly string[],
): Promise<ShareLink[]> {
  return readLinks(ctx, ctx.db, origin, note_ids, null);
}

/** @throws ApiError conflict when there are too many; invalid_request for a time that is over */
export async function createLink(
  ctx: Context,
  act: LinkAct,
  { password, ...settings }: CreateShareLinkRequest,
): Promise<ShareLink> {
  requireFuture(settings.expires_at);
  const password_hash = password === null ? null : await hashPassword(password);
  return transaction(ctx.db, async (tx) => {
    await requireRoom(tx, act.note_id);
    const { role, with_below, expires_at, needs_account, is_indexable } = settings;
    const { rows } = await tx.query<{ id: string }>(
      `insert into share_links
         (note_id, role, with_below, password_hash, expires_at, needs_account, is_indexable, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
      [act.note_id, role, with_below, password_hash, expires_at, needs_account, is_indexable, act.by_id],
    );
    const id = rows[0]?.id as string;
    await record(tx, act, 'note:link_create', id, { ...settings, has_password: password_hash !== null });
    return readLink(ctx, tx, act, id);
  });
}

/** Whom it does not let in any more is out. @throws ApiError not_found; invalid_request for a time that is over */
export async function changeLink(
  ctx: Context,
  act: LinkAct,
  id: string,
  { password, ...settings }: ChangeShareLinkRequest,
): Promise<ShareLink> {
  requireFuture(settings.expires_at ?? null);
  const password_hash = typeof password === 'string' ? await hashPassword(password) : null;
  return transaction(ctx.db, async (tx) => {
    const { rowCount } = await tx.query(
      `update share_links set
         role = coalesce($3, role), with_below = coalesce($4, with_below),
         expires_at = case when $5 then $6 else expires_at end,
         needs_account = coalesce($7, needs_account), is_indexable = coalesce($8, is_indexable),
         password_hash = case when $9 then $10 else password_hash end
       where id = $1 and note_id = $2 and revoked_at is null`,
      [
        ...[id, act.note_id, settings.role, settings.with_below],
        ...[settings.expires_at !== undefined, settings.expires_at ?? null],
        ...[settings.needs_account, settings.is_indexable, password !== undefined, password_hash],
      ],
    );
    if (rowCount === 0) throw noSuchLink();
    await announceToVisitors(tx, id);
    if (password_hash !== null) await tx.query('delete from share_link_visitors where link_id = $1', [id]);
    if (settings.needs_account) await removeGuests(tx, id);
    const changed = password === undefined ? settings : { ...settings, has_password: password !== null };
    await record(tx, act, 'note:link_change', id, changed);
    return readLink(ctx, tx, act, id);
  });
}

/** For good. @throws ApiError not_found */
export async function revokeLink(ctx: Context, act: ShareAct, id: string): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const { rowCount } = await tx.query(
      'update share_links set revoked_at = now() where id = $1 and note_id = $2 and revoked_at is null',
      [id, act.note_id],
    );
    if (rowCount === 0) throw noSuchLink();
    await announceToVisitors(tx, id);
    await record(tx, act, 'note:link_revoke', id, {});
  });
}

/** Of this note, and not revoked. @throws ApiError not_found */
export async function requireLink(ctx: Context, note_id: string, id: string): Promise<void> {
  const { rowCount } = await ctx.db.query(
    'select 1 from share_links where id = $1 and note_id = $2 and revoked_at is null',
    [id, note_id],
  );
  if (rowCount === 0) throw noSuchLink();
}

function noSuchLink(): ApiError {
  return new ApiError('not_found', 'This note has no such link any more.');
}

async function removeGuests(tx: Tx, link_id: string): Promise<void> {
  await tx.query(
    `delete from share_link_visitors v using people p
     where v.link_id = $1 and p.id = v.person_id and p.is_guest`,
    [link_id],
  );
}

async function readLink(ctx: Context, tx: Tx, { origin, note_id }: LinkAct, id: string): Promise<ShareLink> {
  const [link] = await readLinks(ctx, tx, origin, [note_id], id);
  return link as ShareLink;
}

async function readLinks(
  { secret }: Context,
  db: Pick<Tx, 'query'>,
  origin: string,
  note_ids: readonly string[],
  id: string | null,
): Promise<ShareLink[]> {
  const { rows } = await db.query<LinkRow>(
    `select l.id, l.note_id, l.role, l.with_below, l.password_hash is not null as has_password, l.expires_at,
       l.needs_account, l.is_indexable, p.name as created_by_name, l.created_at,
       (select count(*)::int from share_link_visitors v where v.link_id = l.id) as visitors
     from share_links l left join people p on p.id = l.created_by
     where l.note_id = any($1::uuid[]) and l.revoked_at is null and ($2::uuid is null or l.id = $2)
     order by l.created_at, l.id`,
    [note_ids, id],
  );
  return rows.map((row) => ({
    ...row,
    url: `${origin}/s/${sealId(secret, 'share-link', row.id)}`,
    expires_at: row.expires_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  }));
}

/** Of two that come at once, the second waits for the first. */
async function requireRoom(tx: Tx, note_id: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('links of ' || $1, 0))`, [note_id]);
  const { rows } = await tx.query<{ count: number }>(
    'select count(*)::int as count from share_links where note_id = $1 and revoked_at is null',
    [note_id],
  );
  if ((rows[0]?.count ?? 0) < links_per_note_max) return;
  throw new ApiError('conflict', `A note has at most ${links_per_note_max} links. Revoke one first.`);
}

function requireFuture(expires_at: string | null): void {
  if (expires_at === null || Date.parse(expires_at) > Date.now()) return;
  const message = 'Choose a time that is to come.';
  throw new ApiError('invalid_request', message, { errors: [{ path: 'body.expires_at', message }] });
}

function record(
  tx: Tx,
  { workspace_id, note_id, by_id }: ShareAct,
  action: AuditAction & `note:link_${string}`,
  link_id: string,
  details: Record<string, unknown>,
): Promise<void> {
  return recordAudit(tx, {
    workspace_id,
    person_id: by_id,
    action,
    details: { note_id, link_id, ...details },
  });
}
