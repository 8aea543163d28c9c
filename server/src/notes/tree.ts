/**
 * The forest of a workspace's notes. Whoever changes its shape holds its lock, so that what is looked up here still
 * holds when it is acted upon: of two moves that would make a cycle together, the second sees the first.
 */
import type { Tx } from '../platform/db.ts';
import { announceAccessChanges } from '../platform/events.ts';
import { ApiError } from '../platform/problem.ts';

/** What the last writer wins is decided by; times are Postgres' texts, whose microseconds a Date would lose. */
export interface TreeNote {
  id: string;
  workspace_id: string;
  parent_id: string | null;
  trashed_at: string | null;
  trashed_with: string | null;
  placed_at: string | null;
  trash_changed_at: string | null;
  tags_changed_at: string | null;
  template_changed_at: string | null;
  renamed_at: string | null;
}

/** Until the transaction ends. @param mode `shared` for what relies on the tree's shape without changing it */
export async function lockTree(
  tx: Tx,
  workspace_id: string,
  mode: 'exclusive' | 'shared' = 'exclusive',
): Promise<void> {
  const lock = mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await tx.query(`select ${lock}(hashtextextended('tree ' || $1, 0))`, [workspace_id]);
}

/**
 * Of the workspace that the note is in. Only ever this one lock: who moves notes between workspaces takes two, in order.
 * @returns the workspace; null: the note is gone
 * @throws ApiError unavailable when it moved to another workspace while this waited
 */
export async function lockTreeOf(
  tx: Tx,
  note_id: string,
  mode: 'exclusive' | 'shared' = 'exclusive',
): Promise<string | null> {
  const found = await findWorkspaceOf(tx, note_id);
  if (found === null) return null;
  await lockTree(tx, found, mode);
  const now = await findWorkspaceOf(tx, note_id);
  if (now !== null && now !== found) throw movedAway();
  return now;
}

export function movedAway(): ApiError {
  return new ApiError('unavailable', 'The note moved to another workspace just now. Try again.', {
    retry_after_seconds: 1,
  });
}

async function findWorkspaceOf(tx: Tx, note_id: string): Promise<string | null> {
  const { rows } = await tx.query<{ workspace_id: string }>('select workspace_id from notes where id = $1', [
    note_id,
  ]);
  return rows[0]?.workspace_id ?? null;
}

/** The row is locked, too: titles are written without the lock of the tree. */
export function readTreeNote(tx: Tx, id: string): Promise<TreeNote | null> {
  return findTreeNote(tx, id, 'for no key update');
}

/** What is above the note that is changed is not changed: under the lock of the tree it stays what it is. */
export function lookAtTreeNote(tx: Tx, id: string): Promise<TreeNote | null> {
  return findTreeNote(tx, id, '');
}

async function findTreeNote(tx: Tx, id: string, locking: string): Promise<TreeNote | null> {
  const { rows } = await tx.query<TreeNote>(
    `select id, workspace_id, parent_id, trashed_at::text, trashed_with, placed_at::text, trash_changed_at::text,
       tags_changed_at::text, template_changed_at::text, renamed_at::text
     from notes where id = $1 ${locking}`,
    [id],
  );
  return rows[0] ?? null;
}

/**
 * Before anything about a note changes that changes what is below it. In the order in which titles are saved, and all at
 * once: otherwise the two could wait for each other.
 */
export async function lockSubtree(tx: Tx, id: string): Promise<void> {
  await tx.query(
    `with recursive tree as (
       select $1::uuid as id
       union
       select n.id from tree join notes n on n.parent_id = tree.id
     )
     select id from notes where id in (select id from tree) order by id for no key update`,
    [id],
  );
}

/** @returns the note and those above it, from the note upwards; ends where the tree is deeper than it may be */
export async function findPath(tx: Tx, id: string, depth_max: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `with recursive path as (
       select id, parent_id, 1 as depth from notes where id = $1
       union all
       select n.id, n.parent_id, path.depth + 1 from path join notes n on n.id = path.parent_id
       where path.depth <= $2
     )
     select id from path order by depth`,
    [id, depth_max],
  );
  return rows.map((row) => row.id);
}

/** @returns 1 for a note with nothing below it */
export async function measureHeight(tx: Tx, id: string, depth_max: number): Promise<number> {
  const { rows } = await tx.query<{ height: number }>(
    `with recursive tree as (
       select $1::uuid as id, 1 as depth
       union all
       select n.id, tree.depth + 1 from tree join notes n on n.parent_id = tree.id where tree.depth <= $2
     )
     select max(depth) as height from tree`,
    [id, depth_max],
  );
  return rows[0]?.height ?? 1;
}

/**
 * A note goes to the trash or comes out of it, with what is below it. What went there by itself before stays as it is.
 * Whoever has one of them open is told: in the trash, notes are read-only. The rows are locked (`lockSubtree`).
 * @param from what they lie in the trash as until now, and `to` from now on; null: not in the trash
 */
export async function moveWithTrash(
  tx: Tx,
  id: string,
  from: string | null,
  to: string | null,
): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    `with recursive tree as (
       select $1::uuid as id
       union all
       select n.id from tree join notes n on n.parent_id = tree.id where n.trashed_with is not distinct from $2
     )
     update notes set trashed_with = $3 from tree where notes.id = tree.id returning notes.id`,
    [id, from, to],
  );
  await announceNotes(
    tx,
    rows.map((row) => row.id),
  );
}

export async function announceNotes(tx: Tx, ids: readonly string[]): Promise<void> {
  await announceAccessChanges(
    tx,
    ids.map((note_id) => ({ note_id })),
  );
}
