/** Who may look into the past of a note: the lookup of every route about its history. */
import type { Action } from '@scriptorium/shared/permissions.ts';
import type { Context } from '../platform/context.ts';
import { ApiError } from '../platform/problem.ts';
import { type NoteAccess, requireNote } from './roles.ts';

/**
 * As `requireNote`, and where the workspace hides history from guests, no guest may: somebody with a role in the note who
 * is not in its workspace.
 * @throws ApiError not_found, forbidden
 */
export async function requireHistory(
  ctx: Context,
  note_id: string,
  person_id: string,
  action: Action,
): Promise<NoteAccess> {
  const access = await requireNote(ctx, note_id, person_id, action);
  if (access.is_member) return access;
  const { rowCount } = await ctx.db.query(
    'select 1 from workspaces where id = $1 and history_hidden_from_guests',
    [access.workspace_id],
  );
  if (rowCount === 0) return access;
  throw new ApiError(
    'forbidden',
    'The history of this note is only for members of its workspace. Its owner can show it to guests in the settings.',
  );
}
