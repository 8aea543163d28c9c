/** Out of the trash, for good, with all that went there with it (N10). */
import { may } from '@scriptorium/shared/permissions.ts';
import { recordAudit } from '../platform/audit.ts';
import { findNoteAccesses, requireNote, requireWorkspace } from '../access/roles.ts';
import type { Context } from '../platform/context.ts';
import { type Tx, transaction } from '../platform/db.ts';
import { ApiError } from '../platform/problem.ts';
import { announceNotes, lockTree, lockTreeOf, moveWithTrash } from './tree.ts';

/** A request ends within seconds; who has more in their trash asks again. */
const emptied_max = 100;

/** @throws ApiError not_found, forbidden; conflict for a note that is not in the trash */
export async function deleteNote(ctx: Context, note_id: string, person_id: string): Promise<void> {
  await requireNote(ctx, note_id, person_id, 'note:delete');
  await transaction(ctx.db, async (tx) => {
    await lockTreeOf(tx, note_id);
    const notes = await findTrashed(tx, note_id);
    if (notes.length === 0) {
      throw new ApiError('conflict', 'The note is not in the trash. Move it there first.');
    }
    // Under the lock: it may have moved to another workspace since.
    const accesses = await findNoteAccesses(
      { db: tx },
      notes.map(({ id }) => ({ note_id: id, person_id })),
    );
    const isTheirs = (index: number) => may(accesses[index]?.role ?? null, 'note:delete');
    if (!isTheirs(0))
      throw new ApiError('not_found', 'There is no such note, or it was not shared with you.');
    await keepWhatIsNot(tx, notes, isTheirs);
    await deleteForGood(tx, note_id, person_id);
  });
}

/**
 * All that lies in the trash of the workspace, or the beginning of it.
 * @returns how many notes were deleted, and how many lie there still, each counted as which it lies there
 */
export async function emptyTrash(
  ctx: Context,
  workspace_id: string,
  person_id: string,
): Promise<{ deleted: number; left: number }> {
  await requireWorkspace(ctx.db, workspace_id, person_id, 'workspace:empty_trash');
  const inTrash = 'from notes where workspace_id = $1 and trashed_with = id';
  const { rows } = await ctx.db.query<{ id: string }>(
    `select id ${inTrash} order by trashed_at, id limit ${emptied_max}`,
    [workspace_id],
  );
  let deleted = 0;
  for (const { id } of rows) {
    const isDone = await transaction(ctx.db, async (tx) => {
      await lockTree(tx, workspace_id);
      // Each by itself: somebody restores one meanwhile, or is not let do this any more.
      await requireWorkspace(tx, workspace_id, person_id, 'workspace:empty_trash');
      const still = await tx.query(`select 1 ${inTrash} and id = $2`, [workspace_id, id]);
      return still.rowCount === 1 && (await deleteForGood(tx, id, person_id));
    });
    if (isDone) deleted += 1;
  }
  const left = await ctx.db.query<{ count: number }>(`select count(*)::int as count ${inTrash}`, [
    workspace_id,
  ]);
  return { deleted, left: left.rows[0]?.count ?? 0 };
}

interface Trashed {
  id: string;
  parent_id: string | null;
}

/** The note, if it lies in the trash, and what went there with it, from the top down. */
async function findTrashed(tx: Tx, note_id: string): Promise<Trashed[]> {
  const { rows } = await tx.query<Trashed>(
    `with recursive tree as (
       select id, parent_id, trashed_with, 0 as depth from notes where id = $1 and trashed_with is not null
       union all
       select n.id, n.parent_id, n.trashed_with, tree.depth + 1
       from tree join notes n on n.parent_id = tree.id and n.trashed_with = tree.trashed_with
     )
     select id, parent_id from tree order by depth, id`,
    [note_id],
  );
  return rows;
}

/** What is below it and not theirs to delete stays in the trash, as itself: they may not even know of it. */
async function keepWhatIsNot(
  tx: Tx,
  notes: readonly Trashed[],
  isTheirs: (index: number) => boolean,
): Promise<void> {
  const kept = new Set<string>();
  for (const [index, { id, parent_id }] of notes.entries()) {
    if (kept.has(parent_id ?? '')) kept.add(id);
    if (kept.has(id) || isTheirs(index)) continue;
    kept.add(id);
    const { rows } = await tx.query<{ trashed_with: string }>(
      `update notes n set trashed_at = root.trashed_at, deleted_after = root.deleted_after
       from notes root where n.id = $1 and root.id = n.trashed_with returning n.trashed_with`,
      [id],
    );
    await moveWithTrash(tx, id, rows[0]?.trashed_with ?? null, id);
  }
}

/**
 * Under the lock of the tree. Its documents, history, files' rows and words go by cascade and trigger.
 * @param person_id null: its time in the trash is over
 * @returns false when it is not in the trash
 */
export async function deleteForGood(tx: Tx, note_id: string, person_id: string | null): Promise<boolean> {
  const notes = await findTrashed(tx, note_id);
  if (notes.length === 0) return false;
  const ids = notes.map(({ id }) => id);
  // As a save locks them: first the documents, then the rows, each in the order of the ids.
  await tx.query('select 1 from documents where note_id = any($1) order by note_id for update', [ids]);
  await tx.query('select 1 from notes where id = any($1) order by id for update', [ids]);
  const { rows } = await tx.query<{ id: string; workspace_id: string; title: string }>(
    'delete from notes where id = any($1) returning id, workspace_id, title',
    [ids],
  );
  const note = rows.find(({ id }) => id === note_id);
  await recordAudit(tx, {
    workspace_id: note?.workspace_id ?? '',
    person_id,
    action: 'note:delete',
    details: { note_id, title: note?.title ?? '', notes: rows.length },
  });
  await announceNotes(tx, ids);
  return true;
}
