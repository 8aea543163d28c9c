/**
 * API keys: what lets a program in as a person, within bounds (K1 to K6).
 *
 * better-auth's plug-in for keys was considered. It wants a table of twenty columns with counters of calls in it, which
 * it writes at each request; it knows no workspace, and nothing of open sockets. What is needed here is one row and one lookup.
 */
import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Person } from '@scriptorium/shared/api/auth.ts';
import {
  type createKeyRequestSchema,
  type Key,
  key_pattern,
  keyStart,
  keys_per_person_max,
} from '@scriptorium/shared/api/keys.ts';
import type { Scope } from '@scriptorium/shared/scopes.ts';
import type { z } from 'zod';
import { recordAudit } from '../platform/audit.ts';
import type { Context } from '../platform/context.ts';
import { prepared, type Tx, transaction } from '../platform/db.ts';
import { announceSessionsEnded } from '../platform/events.ts';
import { ApiError } from '../platform/problem.ts';
import type { ByKey } from './person.ts';
import { type PersonRow, personOfRow } from './person-row.ts';

interface KeyRow extends Omit<Key, 'start' | 'created_at' | 'expires_at' | 'last_used_at'> {
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
}

const columns = `id, name, scopes, workspace_id, created_at, expires_at, last_used_at, last_used_from`;
const used_every_ms = 60_000;

/** Those that are not revoked, the newest first. */
export async function listKeys(ctx: Context, person_id: string): Promise<Key[]> {
  const { rows } = await ctx.db.query<KeyRow>(
    `select ${columns} from api_keys where person_id = $1 and revoked_at is null order by created_at desc, id`,
    [person_id],
  );
  return rows.map(toKey);
}

/**
 * @returns the row, and the key itself, which is not kept
 * @throws ApiError forbidden to guests; conflict when there are too many; not_found for a workspace that one is not in
 */
export async function createKey(
  ctx: Context,
  { id: person_id }: Person,
  { name, scopes, workspace_id, expires_in_days }: z.output<typeof createKeyRequestSchema>,
): Promise<{ key: Key; secret: string }> {
  const id = randomUUID();
  const secret = randomBytes(32).toString('hex');
  return transaction(ctx.db, async (tx) => {
    await requireRoom(tx, person_id);
    const { rows } = await tx.query<KeyRow>(
      `insert into api_keys (id, person_id, name, secret_hash, scopes, workspace_id, expires_at)
       select $1, $2, $3, $4, $5, $6, now() + make_interval(days => $7)
       where $6::uuid is null
         or exists (select 1 from workspace_members where workspace_id = $6 and person_id = $2)
       returning ${columns}`,
      [id, person_id, name, hashOf(secret), [...new Set(scopes)], workspace_id, expires_in_days],
    );
    if (!rows[0]) {
      throw new ApiError('not_found', 'There is no such workspace, or you are not a member of it.');
    }
    const key = toKey(rows[0]);
    const details = { key_id: id, name, scopes: key.scopes, workspace_id, expires_at: key.expires_at };
    await recordAudit(tx, { workspace_id: null, person_id, action: 'key:create', details });
    return { key, secret: `scr_${id.replaceAll('-', '')}${secret}` };
  });
}

/** Of two that come at once, the second waits for the first. */
async function requireRoom(tx: Tx, person_id: string): Promise<void> {
  const { rows } = await tx.query<{ is_guest: boolean }>(
    'select is_guest from people where id = $1 for no key update',
    [person_id],
  );
  if (rows[0]?.is_guest !== false) {
    throw new ApiError('forbidden', 'Keys are for accounts. Make an account first.');
  }
  const { rowCount } = await tx.query('select 1 from api_keys where person_id = $1 and revoked_at is null', [
    person_id,
  ]);
  if ((rowCount ?? 0) < keys_per_person_max) return;
  throw new ApiError('conflict', `A person has at most ${keys_per_person_max} keys. Revoke some first.`);
}

/** Also ends its open sockets. @throws ApiError not_found */
export async function revokeKey(ctx: Context, person_id: string, id: string): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const { rows } = await tx.query<{ name: string }>(
      `update api_keys set revoked_at = now() where id = $1 and person_id = $2 and revoked_at is null returning name`,
      [id, person_id],
    );
    if (!rows[0]) throw new ApiError('not_found', 'You have no such key; it may have been revoked already.');
    const details = { key_id: id, name: rows[0].name };
    await recordAudit(tx, { workspace_id: null, person_id, action: 'key:revoke', details });
    await announceSessionsEnded(tx, [id]);
  });
}

/** @returns null for whatever is not a good key, whyever; @param from the address, to be remembered */
export async function findByKey(ctx: Context, text: string, from: string): Promise<ByKey | null> {
  const [, id, secret] = key_pattern.exec(text) ?? [];
  if (id === undefined || secret === undefined) return null;
  const { rows } = await ctx.db.query<Found>(
    prepared(
      `select p.id, p.name, p.email, p.color, p.is_owner, p.is_guest, p.created_at, k.id as key_id, k.secret_hash, k.scopes,
         k.workspace_id, k.expires_at, k.last_used_at
       from api_keys k join people p on p.id = k.person_id
       where k.id = $1::uuid and ${is_good} and not p.is_guest`,
      [id],
    ),
  );
  const [row] = rows;
  if (!row || !timingSafeEqual(row.secret_hash, hashOf(secret))) return null;
  const { key_id, secret_hash: _, scopes, workspace_id, expires_at, last_used_at, ...person } = row;
  if (Date.now() - (last_used_at?.getTime() ?? 0) > used_every_ms) rememberUse(ctx, key_id, from);
  return { person: personOfRow(person), session_id: key_id, scopes, workspace_id, expires_at };
}

interface Found extends PersonRow {
  key_id: string;
  secret_hash: Buffer;
  scopes: Scope[];
  workspace_id: string | null;
  expires_at: Date | null;
  last_used_at: Date | null;
}

/** The condition that a key, `k`, counts. */
export const is_good = 'k.revoked_at is null and (k.expires_at is null or k.expires_at > now())';

/** Nobody waits for it, and of many instances at once one writes. */
function rememberUse({ db, log }: Context, id: string, from: string): void {
  db.query(
    `update api_keys set last_used_at = now(), last_used_from = $2
     where id = $1 and (last_used_at is null or last_used_at < now() - make_interval(secs => $3))`,
    [id, from, used_every_ms / 1000],
  ).catch((error: unknown) => log.warn({ err: error, key_id: id }, 'the use of a key could not be noted'));
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function toKey({ created_at, expires_at, last_used_at, ...row }: KeyRow): Key {
  return {
    ...row,
    start: keyStart(row.id),
    created_at: created_at.toISOString(),
    expires_at: expires_at?.toISOString() ?? null,
    last_used_at: last_used_at?.toISOString() ?? null,
  };
}
