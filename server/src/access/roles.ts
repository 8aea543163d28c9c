/** The one lookup of a person's role. What a role may do is `may()` in `@scriptorium/shared/permissions.ts`. */
import { type Action, may, type Role, type WorkspaceRole } from '@scriptorium/shared/permissions.ts';
import type { Context } from '../platform/context.ts';
import { type Db, prepared, type Tx } from '../platform/db.ts';
import { ApiError } from '../platform/problem.ts';
import { effective_role, roleJoins } from './effective-role.ts';

export interface NoteAccess {
  role: Role | null;
  workspace_id: string;
  /** In the workspace, too; otherwise a guest, or nobody here. */
  is_member: boolean;
  /** It, or a note above it. */
  is_trashed: boolean;
  /** Whatever the person may do there. */
  parent_id: string | null;
}

const access = `${effective_role} as role, n.workspace_id, w.role is not null as is_member,
  n.parent_id, n.trashed_with is not null as is_trashed`;
const one_access = `select ${access} from notes n ${roleJoins('$2')} where n.id = $1`;
const many_accesses = `select p.index, ${access}
  from unnest($1::uuid[], $2::uuid[]) with ordinality as p (note_id, person_id, index)
  join notes n on n.id = p.note_id
  ${roleJoins('p.person_id')}`;

/** @returns null when there is no such note; `role` is null for a stranger */
export async function findNoteAccess(
  { db }: { db: Db | Tx },
  note_id: string,
  person_id: string,
): Promise<NoteAccess | null> {
  const { rows } = await db.query<NoteAccess>(prepared(one_access, [note_id, person_id]));
  return rows[0] ?? null;
}

/** As `findNoteAccess`, for many pairs at once and in their order. */
export async function findNoteAccesses(
  { db }: { db: Db | Tx },
  pairs: readonly { note_id: string; person_id: string }[],
): Promise<(NoteAccess | null)[]> {
  const { rows } = await db.query<NoteAccess & { index: number }>(many_accesses, [
    pairs.map(({ note_id }) => note_id),
    pairs.map(({ person_id }) => person_id),
  ]);
  const accesses = new Map(rows.map(({ index, ...each }) => [index, each]));
  return pairs.map((_, index) => accesses.get(index + 1) ?? null);
}

/** @throws ApiError not_found, for a missing note and for one of strangers alike: ids must not be guessable */
export async function requireNote(
  ctx: Context,
  note_id: string,
  person_id: string,
  action: Action,
): Promise<NoteAccess> {
  const access = await findNoteAccess(ctx, note_id, person_id);
  if (!access || !may(access.role, 'note:read')) {
    throw new ApiError('not_found', 'There is no such note, or it was not shared with you.');
  }
  if (!may(access.role, action)) throw notIncluded();
  return access;
}

/** @returns null for whoever is not a member */
export async function findWorkspaceRole(
  db: Db | Tx,
  workspace_id: string,
  person_id: string,
): Promise<WorkspaceRole | null> {
  const { rows } = await db.query<{ role: WorkspaceRole }>(
    'select role from workspace_members where workspace_id = $1 and person_id = $2',
    [workspace_id, person_id],
  );
  return rows[0]?.role ?? null;
}

/**
 * @returns the person's role
 * @throws ApiError not_found, for a missing workspace and for one of strangers alike; forbidden
 */
export async function requireWorkspace(
  db: Db | Tx,
  workspace_id: string,
  person_id: string,
  action: Action,
): Promise<WorkspaceRole> {
  const role = await findWorkspaceRole(db, workspace_id, person_id);
  if (role === null)
    throw new ApiError('not_found', 'There is no such workspace, or you are not a member of it.');
  if (!may(role, action)) throw notIncluded();
  return role;
}

export function notIncluded(): ApiError {
  return new ApiError('forbidden', 'Your role in this workspace does not include this.');
}
