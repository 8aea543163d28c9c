/** Workspaces: where notes live. Who is in them is `members.ts`. */
import { randomUUID } from 'node:crypto';
import type { Person } from '@scriptorium/shared/api/auth.ts';
import { type Workspace, workspaces_per_person_max } from '@scriptorium/shared/api/workspaces.ts';
import type { Action } from '@scriptorium/shared/permissions.ts';
import type { Context } from '../platform/context.ts';
import { type Db, type Tx, transaction } from '../platform/db.ts';
import { announceAccessChanged } from '../platform/events.ts';
import { ApiError } from '../platform/problem.ts';
import { recordAudit } from '../platform/audit.ts';
import { requireWorkspace } from './roles.ts';

interface WorkspaceRow {
  id: string;
  name: string;
  role: Workspace['role'];
  is_personal: boolean;
  created_at: Date;
  tag_colors: Record<string, string>;
}

const columns = `w.id, w.name, m.role, w.personal_of is not null as is_personal, w.created_at,
  (select coalesce(jsonb_object_agg(c.tag_key, c.color), '{}') from tag_colors c where c.workspace_id = w.id) as tag_colors`;

/** The person's own workspace comes first. */
export async function listWorkspaces(ctx: Context, person_id: string): Promise<Workspace[]> {
  const { rows } = await ctx.db.query<WorkspaceRow>(
    `select ${columns}
     from workspace_members m join workspaces w on w.id = m.workspace_id
     where m.person_id = $1 order by (w.personal_of = $1) desc nulls last, w.created_at`,
    [person_id],
  );
  return rows.map(toWorkspace);
}

/** @throws ApiError not_found */
export async function findWorkspace(db: Db | Tx, id: string, person_id: string): Promise<Workspace> {
  const { rows } = await db.query<WorkspaceRow>(
    `select ${columns}
     from workspace_members m join workspaces w on w.id = m.workspace_id
     where w.id = $1 and m.person_id = $2`,
    [id, person_id],
  );
  if (!rows[0]) throw new ApiError('not_found', 'There is no such workspace, or you are not a member of it.');
  return toWorkspace(rows[0]);
}

function toWorkspace(row: WorkspaceRow): Workspace {
  return { ...row, created_at: row.created_at.toISOString() };
}

/** @throws ApiError conflict when the person is in too many */
export async function createWorkspace(ctx: Context, person_id: string, name: string): Promise<Workspace> {
  return transaction(ctx.db, async (tx) => {
    await requireRoomForWorkspace(tx, person_id);
    const id = randomUUID();
    await insertWorkspace(tx, { id, name, owner_id: person_id });
    await recordAudit(tx, { workspace_id: id, person_id, action: 'workspace:create', details: { name } });
    return findWorkspace(tx, id, person_id);
  });
}

/** Of two that come at once, the second waits for the first. @throws ApiError conflict */
export async function requireRoomForWorkspace(tx: Tx, person_id: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('workspaces of ' || $1, 0))`, [person_id]);
  const { rows } = await tx.query<{ count: number }>(
    'select count(*)::int as count from workspace_members where person_id = $1',
    [person_id],
  );
  if ((rows[0]?.count ?? 0) >= workspaces_per_person_max) {
    throw new ApiError(
      'conflict',
      `A person is in at most ${workspaces_per_person_max} workspaces. Leave one that you do not need.`,
    );
  }
}

/** @throws ApiError not_found, forbidden */
export async function renameWorkspace(
  ctx: Context,
  id: string,
  person_id: string,
  name: string,
): Promise<Workspace> {
  return transaction(ctx.db, async (tx) => {
    const { name: before } = await lockWorkspace(tx, id, person_id, 'workspace:rename');
    await tx.query('update workspaces set name = $2 where id = $1', [id, name]);
    await recordAudit(tx, {
      ...{ workspace_id: id, person_id, action: 'workspace:rename' },
      details: { from: before, to: name },
    });
    return findWorkspace(tx, id, person_id);
  });
}

/**
 * With what lies in its trash. A note that is anywhere else is never deleted by this.
 * @param name the workspace's, as the person gave it
 * @throws ApiError not_found, forbidden; invalid_request for another name; conflict while there are notes in it
 */
export async function deleteWorkspace(
  ctx: Context,
  id: string,
  person_id: string,
  name: string,
): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const workspace = await lockWorkspace(tx, id, person_id, 'workspace:delete');
    requireShared(workspace);
    if (name !== workspace.name) {
      const message = 'Give the name of the workspace exactly as it is.';
      throw new ApiError('invalid_request', message, { errors: [{ path: 'body.name', message }] });
    }
    // Nobody makes a note meanwhile: its row needs this workspace's.
    const { rowCount } = await tx.query(
      'select 1 from notes where workspace_id = $1 and trashed_with is null limit 1',
      [id],
    );
    if (rowCount !== 0) {
      throw new ApiError('conflict', 'There are notes in this workspace. Move them to the trash first.');
    }
    await recordAudit(tx, { workspace_id: id, person_id, action: 'workspace:delete', details: { name } });
    await tx.query('delete from workspaces where id = $1', [id]);
    // Its notes may be open at anybody's, guests included.
    await announceAccessChanged(tx, {});
  });
}

interface LockedWorkspace {
  name: string;
  is_personal: boolean;
  /** What the person is in it. */
  role: Workspace['role'];
}

/**
 * Until the transaction ends nobody else changes who is in the workspace, and what is found here still holds.
 * @throws ApiError not_found, forbidden
 */
export async function lockWorkspace(
  tx: Tx,
  id: string,
  person_id: string,
  action: Action,
): Promise<LockedWorkspace> {
  const strength = action === 'workspace:delete' ? 'update' : 'no key update';
  const { rows } = await tx.query<{ name: string; is_personal: boolean }>(
    `select name, personal_of is not null as is_personal from workspaces where id = $1 for ${strength}`,
    [id],
  );
  const role = await requireWorkspace(tx, id, person_id, action);
  return { ...(rows[0] as { name: string; is_personal: boolean }), role };
}

/** @throws ApiError forbidden */
export function requireShared({ is_personal }: Pick<LockedWorkspace, 'is_personal'>): void {
  if (!is_personal) return;
  throw new ApiError(
    'forbidden',
    'This is somebody’s own workspace, and stays so. Make a workspace to share, and invite people there.',
  );
}

interface NewWorkspace {
  id: string;
  name: string;
  owner_id: string;
  is_personal?: boolean;
}

/** @returns false when it would be the person's second of their own */
async function insertWorkspace(
  tx: Tx,
  { id, name, owner_id, is_personal = false }: NewWorkspace,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into workspaces (id, name, personal_of) values ($1, $2, $3)
     on conflict (personal_of) do nothing`,
    [id, name, is_personal ? owner_id : null],
  );
  if (rowCount === 0) return false;
  await tx.query(`insert into workspace_members (workspace_id, person_id, role) values ($1, $2, 'owner')`, [
    id,
    owner_id,
  ]);
  return true;
}

/**
 * Makes the person's own workspace at their first sign-in.
 * @returns its id, or null when they have one: of two sign-ins at once, one makes it
 */
export async function makePersonalWorkspace(tx: Tx, person: Person): Promise<string | null> {
  const id = randomUUID();
  const name = `${person.name}’s notes`;
  const isMade = await insertWorkspace(tx, { id, name, owner_id: person.id, is_personal: true });
  return isMade ? id : null;
}

/** @returns the id of the person's own workspace, null before their first sign-in */
export async function findPersonalWorkspace(ctx: Context, person_id: string): Promise<string | null> {
  const { rows } = await ctx.db.query<{ id: string }>('select id from workspaces where personal_of = $1', [
    person_id,
  ]);
  return rows[0]?.id ?? null;
}
