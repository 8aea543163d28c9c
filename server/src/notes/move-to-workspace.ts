/** Out of one workspace and into another, with all that is below (N14). Who sees it changes with it; what was granted in it stays. */
import { type Note, note_depth_max } from '@scriptorium/shared/api/notes.ts';
import type { MoveRequest } from '@scriptorium/shared/api/order.ts';
import { recordAudit } from '../platform/audit.ts';
import { requireNote, requireWorkspace } from '../access/roles.ts';
import type { Context } from '../platform/context.ts';
import { type Tx, transaction } from '../platform/db.ts';
import { ApiError } from '../platform/problem.ts';
import type { NoteContent } from './content.ts';
import { findFirstRank } from './create-note.ts';
import { findNote } from './queries.ts';
import { announceNotes, findPath, lockSubtree, lockTree, lookAtTreeNote, measureHeight } from './tree.ts';

/** @throws ApiError not_found, forbidden, quota_reached; conflict for a note or a parent in the trash; invalid_request */
export async function moveToWorkspace(
  ctx: Context,
  content: NoteContent,
  person_id: string,
  note_id: string,
  request: MoveRequest,
): Promise<Note> {
  const { workspace_id: from } = await requireNote(ctx, note_id, person_id, 'note:move');
  // It is gone from where it was, for those who are only there.
  await requireNote(ctx, note_id, person_id, 'note:trash');
  const to = request.workspace_id;
  await requireTarget(ctx, person_id, request);
  await transaction(ctx.db, async (tx) => {
    // Of two that move notes to each other's workspaces at once, the second waits for the first.
    for (const id of new Set([from, to].sort())) await lockTree(tx, id);
    await requireStillThere(tx, note_id, from);
    await requireRoomUnder(tx, note_id, to, request.parent_id ?? null);
    await lockSubtree(tx, note_id);
    const ids = await listSubtree(tx, note_id);
    await content.requireRoomForFiles(tx, to, ids);
    await tx.query('update notes set workspace_id = $2 where id = any($1)', [ids, to]);
    await tx.query(
      'update notes set parent_id = $2, rank = $3, placed_at = clock_timestamp() where id = $1',
      [note_id, request.parent_id ?? null, request.rank ?? (await findFirstRank(tx, to))],
    );
    for (const workspace_id of from === to ? [] : [from, to]) {
      const details = { note_id, from, to, notes: ids.length };
      await recordAudit(tx, { workspace_id, person_id, action: 'note:move', details });
    }
    await announceNotes(tx, ids);
  });
  return findNote(ctx.db, note_id, person_id);
}

async function requireTarget(
  ctx: Context,
  person_id: string,
  { workspace_id, parent_id }: MoveRequest,
): Promise<void> {
  const action = 'workspace:create_note';
  if (!parent_id) {
    await requireWorkspace(ctx.db, workspace_id, person_id, action);
    return;
  }
  const parent = await requireNote(ctx, parent_id, person_id, action);
  if (parent.workspace_id !== workspace_id) throw badParent('This note is in another workspace.');
}

/** Since it was found that the person may do this, it may have gone elsewhere. */
async function requireStillThere(tx: Tx, note_id: string, workspace_id: string): Promise<void> {
  const note = await lookAtTreeNote(tx, note_id);
  if (note?.workspace_id !== workspace_id)
    throw new ApiError('conflict', 'The note was moved or deleted just now. Look where it is.');
  if (note.trashed_with !== null)
    throw new ApiError('conflict', 'The note is in the trash. Restore it first.');
}

async function requireRoomUnder(
  tx: Tx,
  note_id: string,
  workspace_id: string,
  parent_id: string | null,
): Promise<void> {
  if (parent_id === null) return;
  const parent = await lookAtTreeNote(tx, parent_id);
  if (parent?.workspace_id !== workspace_id || parent.trashed_with !== null) {
    throw new ApiError('conflict', 'The place was moved, or went to the trash, just now. Choose another.');
  }
  const path = await findPath(tx, parent_id, note_depth_max);
  if (path.includes(note_id))
    throw new ApiError('conflict', 'This place is below the note itself. Choose another.');
  if (path.length + (await measureHeight(tx, note_id, note_depth_max)) > note_depth_max)
    throw badParent(`Notes are nested at most ${note_depth_max} deep.`);
}

/** Also what is in the trash there, and what the person may not read: it is below, wherever that is. */
async function listSubtree(tx: Tx, note_id: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `with recursive tree as (
       select $1::uuid as id
       union
       select n.id from tree join notes n on n.parent_id = tree.id
     )
     select id from tree`,
    [note_id],
  );
  return rows.map(({ id }) => id);
}

function badParent(message: string): ApiError {
  return new ApiError('invalid_request', message, { errors: [{ path: 'body.parent_id', message }] });
}
