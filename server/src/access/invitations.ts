/**
 * Invitations to a workspace (W5): a link for several people, or an e-mail for one. The token is in the link only; its
 * hash is in the row. A wrong token, and one that is expired, revoked or used up, are answered alike.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  type CreateInvitationRequest,
  type Invitation,
  type InvitationOffer,
  invitations_per_workspace_max,
} from '@scriptorium/shared/api/invitations.ts';
import { type GivenRole, members_per_workspace_max } from '@scriptorium/shared/api/members.ts';
import type { Workspace } from '@scriptorium/shared/api/workspaces.ts';
import { isBelow } from '@scriptorium/shared/permissions.ts';
import type { Context } from '../platform/context.ts';
import { type Db, type Tx, transaction } from '../platform/db.ts';
import { announceAccessChanged } from '../platform/events.ts';
import { ApiError } from '../platform/problem.ts';
import { recordAudit } from '../platform/audit.ts';
import { findWorkspaceRole, notIncluded, requireWorkspace } from './roles.ts';
import { findWorkspace, lockWorkspace, requireRoomForWorkspace, requireShared } from './workspaces.ts';

interface InvitationRow extends Omit<Invitation, 'created_at' | 'expires_at'> {
  created_at: Date;
  expires_at: Date;
}

const columns = `i.id, i.role, i.email, p.name as created_by_name, i.created_at, i.expires_at, i.uses, i.uses_max`;
const is_good = 'i.revoked_at is null and i.expires_at > now() and i.uses < i.uses_max';

/** @throws ApiError not_found; forbidden; conflict when there are too many */
export async function createInvitation(
  ctx: Context,
  workspace_id: string,
  person_id: string,
  { role, email, expires_in_days, uses_max }: CreateInvitationRequest,
): Promise<{ invitation: Invitation; token: string; workspace_name: string }> {
  const token = randomBytes(32).toString('base64url');
  return transaction(ctx.db, async (tx) => {
    const workspace = await lockWorkspace(tx, workspace_id, person_id, 'workspace:invite');
    requireShared(workspace);
    if (!isBelow(role, workspace.role)) throw notIncluded();
    await requireRoomForInvitation(tx, workspace_id);
    const { rows } = await tx.query<{ id: string }>(
      `insert into workspace_invitations (workspace_id, role, email, token_hash, created_by, expires_at, uses_max)
       values ($1, $2, $3, $4, $5, now() + make_interval(days => $6), $7) returning id`,
      [workspace_id, role, email ?? null, hashOf(token), person_id, expires_in_days, email ? 1 : uses_max],
    );
    const id = rows[0]?.id as string;
    await recordAudit(tx, {
      ...{ workspace_id, person_id, action: 'invitation:create' },
      details: { invitation_id: id, role, email: email ?? null },
    });
    const [invitation] = await readInvitations(tx, workspace_id, id);
    return { invitation: invitation as Invitation, token, workspace_name: workspace.name };
  });
}

async function requireRoomForInvitation(tx: Tx, workspace_id: string): Promise<void> {
  const { rows } = await tx.query<{ count: number }>(
    `select count(*)::int as count from workspace_invitations i where workspace_id = $1 and ${is_good}`,
    [workspace_id],
  );
  if ((rows[0]?.count ?? 0) < invitations_per_workspace_max) return;
  throw new ApiError(
    'conflict',
    `A workspace has at most ${invitations_per_workspace_max} open invitations. Revoke some first.`,
  );
}

/** Those that are still good, the newest first. @throws ApiError not_found, forbidden */
export async function listInvitations(
  ctx: Context,
  workspace_id: string,
  person_id: string,
): Promise<Invitation[]> {
  await requireWorkspace(ctx.db, workspace_id, person_id, 'workspace:invite');
  return readInvitations(ctx.db, workspace_id, null);
}

async function readInvitations(db: Db | Tx, workspace_id: string, id: string | null): Promise<Invitation[]> {
  const { rows } = await db.query<InvitationRow>(
    `select ${columns} from workspace_invitations i left join people p on p.id = i.created_by
     where i.workspace_id = $1 and ${is_good} and ($2::uuid is null or i.id = $2)
     order by i.created_at desc, i.id`,
    [workspace_id, id],
  );
  return rows.map((row) => ({
    ...row,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
  }));
}

/** @throws ApiError not_found, forbidden */
export async function revokeInvitation(
  ctx: Context,
  workspace_id: string,
  person_id: string,
  id: string,
): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    await lockWorkspace(tx, workspace_id, person_id, 'workspace:invite');
    const { rowCount } = await tx.query(
      `update workspace_invitations set revoked_at = now()
       where id = $2 and workspace_id = $1 and revoked_at is null`,
      [workspace_id, id],
    );
    if (rowCount === 0) throw new ApiError('not_found', 'There is no such invitation any more.');
    await recordAudit(tx, {
      ...{ workspace_id, person_id, action: 'invitation:revoke' },
      details: { invitation_id: id },
    });
  });
}

/** @throws ApiError not_found */
export async function findOffer(ctx: Context, token: string): Promise<InvitationOffer> {
  const { rows } = await ctx.db.query<InvitationOffer>(
    `select w.name as workspace_name, i.role, p.name as invited_by, i.email
     from workspace_invitations i join workspaces w on w.id = i.workspace_id
     left join people p on p.id = i.created_by
     where i.token_hash = $1 and ${is_good}`,
    [hashOf(token)],
  );
  if (!rows[0]) throw notGood();
  return rows[0];
}

/** Who is a member already stays what they are, and uses nothing up. @throws ApiError not_found, conflict */
export async function acceptInvitation(ctx: Context, token: string, person_id: string): Promise<Workspace> {
  return transaction(ctx.db, async (tx) => {
    const found = await findGood(tx, token);
    if ((await findWorkspaceRole(tx, found.workspace_id, person_id)) === null) {
      await use(tx, found);
      await admit(tx, found, person_id);
    }
    return findWorkspace(tx, found.workspace_id, person_id);
  });
}

/** A use of an invitation that is put aside for somebody who is making their account. */
export interface Claim {
  /** The person has an account now. @returns where they are; nothing when it could not be, and the use is free again */
  join(person_id: string): Promise<{ workspace_id?: string; note_id?: string }>;
  /** There will be no account. */
  release(): Promise<void>;
}

/** Of a good invitation, so that it lets in no more people than it says. @throws ApiError not_found, conflict */
export async function claimInvitation(ctx: Context, token: string): Promise<Claim> {
  const claimed = await transaction(ctx.db, async (tx) => {
    const found = await findGood(tx, token);
    await use(tx, found);
    return found;
  });
  const release = async () => {
    await ctx.db.query('update workspace_invitations set uses = uses - 1 where id = $1', [claimed.id]);
  };
  return {
    release,
    async join(person_id) {
      try {
        await transaction(ctx.db, (tx) => admit(tx, claimed, person_id));
        return { workspace_id: claimed.workspace_id };
      } catch (error) {
        // The account is there, and good without the workspace.
        ctx.log.warn({ err: error, invitation_id: claimed.id }, 'an invitation could not be accepted');
        await release();
        return {};
      }
    },
  };
}

interface Found {
  id: string;
  workspace_id: string;
  role: GivenRole;
}

/** The workspace is locked before the invitation, as everywhere. @throws ApiError not_found; conflict when it is full */
async function findGood(tx: Tx, token: string): Promise<Found> {
  const { rows } = await tx.query<Found>(
    `select i.id, i.workspace_id, i.role from workspace_invitations i
     join workspaces w on w.id = i.workspace_id where i.token_hash = $1 and ${is_good} for no key update of w`,
    [hashOf(token)],
  );
  if (!rows[0]) throw notGood();
  return rows[0];
}

async function use(tx: Tx, { id, workspace_id }: Found): Promise<void> {
  const { rowCount } = await tx.query(
    `update workspace_invitations i set uses = uses + 1 where i.id = $1 and ${is_good}`,
    [id],
  );
  if (rowCount === 0) throw notGood();
  const { rows } = await tx.query<{ count: number }>(
    'select count(*)::int as count from workspace_members where workspace_id = $1',
    [workspace_id],
  );
  if ((rows[0]?.count ?? 0) < members_per_workspace_max) return;
  throw new ApiError('conflict', `A workspace has at most ${members_per_workspace_max} members.`);
}

/** @throws ApiError not_found for somebody who was taken out since it was made; conflict when they are in too many */
async function admit(tx: Tx, { id, workspace_id, role }: Found, person_id: string): Promise<void> {
  await tx.query('select 1 from workspaces where id = $1 for no key update', [workspace_id]);
  const { rowCount } = await tx.query(
    `select 1 from workspace_removals r join workspace_invitations i using (workspace_id)
     where r.workspace_id = $1 and r.person_id = $2 and i.id = $3 and r.at >= i.created_at`,
    [workspace_id, person_id, id],
  );
  if (rowCount !== 0) throw notGood();
  await requireRoomForWorkspace(tx, person_id);
  await tx.query('insert into workspace_members (workspace_id, person_id, role) values ($1, $2, $3)', [
    workspace_id,
    person_id,
    role,
  ]);
  await recordAudit(tx, {
    ...{ workspace_id, person_id, action: 'invitation:accept' },
    details: { invitation_id: id, role },
  });
  await announceAccessChanged(tx, { person_id });
}

function notGood(): ApiError {
  return new ApiError(
    'not_found',
    'This invitation is not good, or not any more. Ask whoever sent it for another one.',
  );
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
