/** Into the trash and out of it, with everything below (N4, N5). */
import { trash_days } from '@scriptorium/shared/api/notes.ts';
import type { Tx } from '../platform/db.ts';
import { recordActivity } from './activity.ts';
import { lookAtTreeNote, moveWithTrash, type TreeNote } from './tree.ts';

/** Under the lock of the tree. */
export async function trashNote(tx: Tx, note: TreeNote, person_id: string, at: string): Promise<void> {
  await tx.query(
    `update notes set trashed_at = coalesce(trashed_at, $2), trash_changed_at = $2,
       deleted_after = coalesce(deleted_after, now() + make_interval(days => ${trash_days})) where id = $1`,
    [note.id, at],
  );
  if (note.trashed_at !== null) return;
  await moveWithTrash(tx, note.id, note.trashed_with, note.id);
  await recordActivity(tx, { kind: 'trash', note_id: note.id, person_id });
}

/** Under the lock of the tree. A note whose parent is still in the trash comes back at the top. */
export async function restoreNote(tx: Tx, note: TreeNote, person_id: string, at: string): Promise<void> {
  if (note.trashed_with !== note.id && !(await isNewerThanTrash(tx, note, at))) return;
  const parent = note.parent_id === null ? null : await lookAtTreeNote(tx, note.parent_id);
  const parent_id = parent === null || parent.trashed_with !== null ? null : parent.id;
  await tx.query(
    `update notes set trashed_at = null, deleted_after = null, trash_changed_at = $2, parent_id = $3 where id = $1`,
    [note.id, at, parent_id],
  );
  if (note.trashed_with === null) return;
  await moveWithTrash(tx, note.id, note.trashed_with, null);
  await recordActivity(tx, { kind: 'restore', note_id: note.id, person_id });
}

/** A note that went with another one: by the time of that one's going. A note that is not in the trash: always. */
async function isNewerThanTrash(tx: Tx, { trashed_with }: TreeNote, at: string): Promise<boolean> {
  if (trashed_with === null) return true;
  const { rows } = await tx.query<{ is_newer: boolean }>(
    'select $2::timestamptz > trash_changed_at as is_newer from notes where id = $1',
    [trashed_with, at],
  );
  return rows[0]?.is_newer ?? true;
}
