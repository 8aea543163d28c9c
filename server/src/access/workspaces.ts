/** Workspaces: where notes live, and who is in them with which role. */
import { randomUUID } from 'node:crypto';
import type { Person } from '@scriptorium/shared/api/auth.ts';
import type { Workspace } from '@scriptorium/shared/api/notes.ts';
import type { Context } from '../platform/context.ts';
import type { Tx } from '../platform/db.ts';

interface WorkspaceRow {
  id: string;
  name: string;
  role: Workspace['role'];
  created_at: Date;
}

/** The person's own workspace comes first. */
export async function listWorkspaces(ctx: Context, person_id: string): Promise<Workspace[]> {
  const { rows } = await ctx.db.query<WorkspaceRow>(
    `select w.id, w.name, m.role, w.created_at
     from workspace_members m join workspaces w on w.id = m.workspace_id
     where m.person_id = $1 order by (w.personal_of = $1) desc nulls last, w.created_at`,
    [person_id],
  );
  return rows.map((row) => ({ ...row, created_at: row.created_at.toISOString() }));
}

/**
 * Makes the person's own workspace at their first sign-in.
 * @returns its id, or null when they have one: of two sign-ins at once, one makes it
 */
export async function makePersonalWorkspace(tx: Tx, person: Person): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into workspaces (id, name, personal_of) values ($1, $2, $3)
     on conflict (personal_of) do nothing returning id`,
    [randomUUID(), `${person.name}’s notes`, person.id],
  );
  if (!rows[0]) return null;
  await tx.query(`insert into workspace_members (workspace_id, person_id, role) values ($1, $2, 'owner')`, [
    rows[0].id,
    person.id,
  ]);
  return rows[0].id;
}

/** @returns the id of the person's own workspace, null before their first sign-in */
export async function findPersonalWorkspace(ctx: Context, person_id: string): Promise<string | null> {
  const { rows } = await ctx.db.query<{ id: string }>('select id from workspaces where personal_of = $1', [
    person_id,
  ]);
  return rows[0]?.id ?? null;
}

export async function isMember({ db }: Context, workspace_id: string, person_id: string): Promise<boolean> {
  const { rowCount } = await db.query(
    'select 1 from workspace_members where workspace_id = $1 and person_id = $2',
    [workspace_id, person_id],
  );
  return rowCount === 1;
}
