/** Where a note is in the tree: its parent and its rank, which are one thing where the last writer wins (N1, N3). */
import { note_depth_max } from '@scriptorium/shared/api/notes.ts';
import type { Tx } from '../platform/db.ts';
import { announceNoteAccess } from '../access/announce-note-access.ts';
import { ApiError } from '../platform/problem.ts';
import { findPath, lookAtTreeNote, measureHeight, moveWithTrash, type TreeNote } from './tree.ts';

export interface Place {
  parent_id?: string | null | undefined;
  rank?: string | undefined;
}

/**
 * Under the lock of the tree.
 * @throws ApiError conflict for a parent that is below the note, or in the trash; invalid_request for one that cannot be
 */
export async function placeNote(
  tx: Tx,
  note: TreeNote,
  { parent_id, rank }: Place,
  at: string,
): Promise<void> {
  const isMoved = parent_id !== undefined && parent_id !== note.parent_id;
  if (isMoved && parent_id !== null) await requirePlaceUnder(tx, note, parent_id);
  await tx.query(
    `update notes set parent_id = case when $2 then $3::uuid else parent_id end, rank = coalesce($4, rank),
       placed_at = $5 where id = $1`,
    [note.id, isMoved, parent_id ?? null, rank ?? null, at],
  );
  if (isMoved) await announceNoteAccess(tx, { note_id: note.id, with_below: true });
  // It went to the trash with a note that is not above it any more.
  if (isMoved && note.trashed_with !== null && note.trashed_with !== note.id)
    await moveWithTrash(tx, note.id, note.trashed_with, null);
}

/** A note that stays where it is may do so wherever that is: only its rank changes then. */
async function requirePlaceUnder(tx: Tx, note: TreeNote, parent_id: string): Promise<void> {
  if (parent_id === note.id) throw badParent('A note cannot be put under itself.');
  const parent = await lookAtTreeNote(tx, parent_id);
  // Whether there is one elsewhere is not told.
  if (parent?.workspace_id !== note.workspace_id) throw noSuchParent();
  const path = await findPath(tx, parent_id, note_depth_max);
  if (path.includes(note.id)) {
    throw new ApiError(
      'conflict',
      'The parent is below this note itself by now. Look at the tree, and choose another place.',
    );
  }
  if (parent.trashed_with !== null)
    throw new ApiError('conflict', 'The parent is in the trash. Restore it first, or choose another place.');
  if (path.length + (await measureHeight(tx, note.id, note_depth_max)) > note_depth_max) throw tooDeep();
}

/**
 * Under the lock of the tree. A new note is kept even where its parent went to the trash meanwhile: at the top (N6).
 * @throws ApiError invalid_request when it would be too deep
 */
export async function findPlaceForNew(tx: Tx, parent_id: string): Promise<string | null> {
  const parent = await lookAtTreeNote(tx, parent_id);
  if (!parent || parent.trashed_with !== null) return null;
  const path = await findPath(tx, parent_id, note_depth_max);
  if (path.length >= note_depth_max) throw tooDeep();
  return parent_id;
}

/** Of a note elsewhere, or one that the person may not read, as of none. */
export function noSuchParent(): ApiError {
  return badParent('There is no such note in this workspace.');
}

function tooDeep(): ApiError {
  return badParent(`Notes are nested at most ${note_depth_max} deep.`);
}

function badParent(message: string): ApiError {
  return new ApiError('invalid_request', message, { errors: [{ path: 'body.parent_id', message }] });
}
