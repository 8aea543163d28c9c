/** Who is in a workspace, and as what (W2, W3, W4). Every change reaches whoever has one of its notes open (P3). */
import type { AuditAction } from '@scriptorium/shared/api/audit.ts';
import type { GivenRole, WorkspaceMember } from '@scriptorium/shared/api/members.ts';
import { isBelow, may, type WorkspaceRole, workspaceRoles } from '@scriptorium/shared/permissions.ts';
import type { Context } from '../platform/context.ts';
import { type Tx, transaction } from '../platform/db.ts';
import { announceAccessChanged } from '../platform/events.ts';
import { ApiError } from '../platform/problem.ts';
import { recordAudit } from '../platform/audit.ts';
import { findWorkspaceRole, notIncluded, requireWorkspace } from './roles.ts';
import { lockWorkspace, requireShared } from './workspaces.ts';

interface MemberRow extends Omit<WorkspaceMember, 'joined_at'> {
  joined_at: Date;
}

/** The best role first. Addresses are for whoever manages members. @throws ApiError not_found */
export async function listMembers(
  ctx: Context,
  workspace_id: string,
  person_id: string,
): Promise<WorkspaceMember[]> {
  const own = await requireWorkspace(ctx.db, workspace_id, person_id, 'workspace:read');
  const { rows } = await ctx.db.query<MemberRow>(
    `select m.person_id, p.name, case when $2 then p.email end as email, m.role, m.created_at as joined_at
     from workspace_members m join people p on p.id = m.person_id
     where m.workspace_id = $1 order by array_position($3::text[], m.role), lower(p.name), p.id`,
    [workspace_id, may(own, 'workspace:manage_members'), workspaceRoles],
  );
  return rows.map((row) => ({ ...row, joined_at: row.joined_at.toISOString() }));
}

/** Who does it to whom. */
interface Act {
  workspace_id: string;
  by_id: string;
  person_id: string;
}

/** @throws ApiError not_found; forbidden unless both roles are below the caller's own */
export async function changeRole(ctx: Context, act: Act, role: GivenRole): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const from = await lockMember(tx, act);
    if (!isBelow(role, from.own)) throw notIncluded();
    if (role === from.role) return;
    await setRole(tx, act.workspace_id, act.person_id, role);
    await recordChange(tx, act, 'member:change_role', { from: from.role, to: role });
  });
}

/** What they wrote stays. A link from before does not let them in again. @throws as `changeRole` */
export async function removeMember(ctx: Context, act: Act): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const { role } = await lockMember(tx, act);
    await takeOut(tx, act);
    await tx.query(
      `insert into workspace_removals (workspace_id, person_id) values ($1, $2)
       on conflict (workspace_id, person_id) do update set at = now()`,
      [act.workspace_id, act.person_id],
    );
    await recordChange(tx, act, 'member:remove', { role });
  });
}

/** @throws ApiError not_found; forbidden for a personal workspace; conflict for the owner, who has to hand it over first */
export async function leaveWorkspace(ctx: Context, workspace_id: string, person_id: string): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const workspace = await lockWorkspace(tx, workspace_id, person_id, 'workspace:read');
    requireShared(workspace);
    if (workspace.role === 'owner') {
      throw new ApiError('conflict', 'A workspace has an owner. Hand it over to another member, then leave.');
    }
    const act = { workspace_id, by_id: person_id, person_id };
    await takeOut(tx, act);
    await recordChange(tx, act, 'member:leave', { role: workspace.role });
  });
}

/** The owner until now becomes an admin. @throws ApiError not_found, also when the person is not a member; forbidden */
export async function transferWorkspace(ctx: Context, act: Act): Promise<void> {
  const { workspace_id, by_id, person_id } = act;
  await transaction(ctx.db, async (tx) => {
    requireShared(await lockWorkspace(tx, workspace_id, by_id, 'workspace:transfer'));
    const role = await findWorkspaceRole(tx, workspace_id, person_id);
    if (role === null) throw notMember();
    if (person_id === by_id) return;
    // In this order: never two.
    await setRole(tx, workspace_id, by_id, 'admin');
    await setRole(tx, workspace_id, person_id, 'owner');
    await announceAccessChanged(tx, { person_id: by_id });
    await recordChange(tx, act, 'workspace:transfer', { from: role });
  });
}

/** @throws ApiError not_found; forbidden unless the member's role is below the caller's own */
async function lockMember(
  tx: Tx,
  { workspace_id, by_id, person_id }: Act,
): Promise<{ role: WorkspaceRole; own: WorkspaceRole }> {
  const { role: own } = await lockWorkspace(tx, workspace_id, by_id, 'workspace:manage_members');
  const role = await findWorkspaceRole(tx, workspace_id, person_id);
  if (role === null) throw notMember();
  if (!isBelow(role, own)) throw notIncluded();
  return { role, own };
}

async function setRole(tx: Tx, workspace_id: string, person_id: string, role: WorkspaceRole): Promise<void> {
  await tx.query('update workspace_members set role = $3 where workspace_id = $1 and person_id = $2', [
    workspace_id,
    person_id,
    role,
  ]);
  await revokeBeyond(tx, workspace_id, person_id, role);
}

async function takeOut(tx: Tx, { workspace_id, person_id }: Act): Promise<void> {
  await tx.query('delete from workspace_members where workspace_id = $1 and person_id = $2', [
    workspace_id,
    person_id,
  ]);
  await tx.query(
    'delete from note_members where person_id = $2 and note_id in (select id from notes where workspace_id = $1)',
    [workspace_id, person_id],
  );
  await tx.query(
    `delete from share_link_visitors where person_id = $2 and link_id in (
       select l.id from share_links l join notes n on n.id = l.note_id where n.workspace_id = $1)`,
    [workspace_id, person_id],
  );
  await revokeBeyond(tx, workspace_id, person_id, null);
}

/** An invitation does not outlive the right of whoever made it. */
async function revokeBeyond(
  tx: Tx,
  workspace_id: string,
  person_id: string,
  role: WorkspaceRole | null,
): Promise<void> {
  const rest = workspaceRoles.filter((each) => role && may(role, 'workspace:invite') && isBelow(each, role));
  await tx.query(
    `update workspace_invitations set revoked_at = now()
     where workspace_id = $1 and created_by = $2 and revoked_at is null and role <> all($3::text[])`,
    [workspace_id, person_id, rest],
  );
}

async function recordChange(
  tx: Tx,
  { workspace_id, by_id, person_id }: Act,
  action: AuditAction,
  details: Record<string, unknown>,
): Promise<void> {
  await recordAudit(tx, {
    ...{ workspace_id, person_id: by_id, action },
    details: { ...details, member_id: person_id },
  });
  await announceAccessChanged(tx, { person_id });
}

function notMember(): ApiError {
  return new ApiError('not_found', 'This person is not a member of the workspace.');
}
