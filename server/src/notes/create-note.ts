import { randomUUID } from 'node:crypto';
import type { CreateNoteRequest, Note } from '@scriptorium/shared/api/notes.ts';
import { rankBetween } from '@scriptorium/shared/rank.ts';
import { requireNote, requireWorkspace } from '../access/roles.ts';
import { findPersonalWorkspace } from '../access/workspaces.ts';
import type { Context } from '../platform/context.ts';
import { type Db, type Tx, transaction } from '../platform/db.ts';
import { ApiError } from '../platform/problem.ts';
import type { NoteContent } from './content.ts';
import { recordActivity } from './activity.ts';
import { findPlaceForNew } from './place-note.ts';
import { findNote } from './queries.ts';
import { lockTreeOf, movedAway } from './tree.ts';

/**
 * Makes a note, or finds the one that an earlier try with the same id made, wherever it has gone since: a retry after a
 * lost answer is harmless (N2).
 * @throws ApiError not_found for a workspace or parent that is not the person's; forbidden; already_exists for an id taken by others
 */
export async function createNote(
  ctx: Context,
  content: NoteContent,
  person_id: string,
  request: CreateNoteRequest,
): Promise<{ note: Note; made: boolean }> {
  const id = request.id ?? randomUUID();
  if (request.id !== undefined && (await isMadeBy(ctx.db, id, person_id)))
    return { note: await findNote(ctx.db, id, person_id), made: false };
  const { workspace_id, parent_id: wanted_parent } = await findPlace(ctx, person_id, request);
  return transaction(ctx.db, async (tx) => {
    if (wanted_parent) await lockTreeAt(tx, wanted_parent, workspace_id);
    const parent_id = wanted_parent ? await findPlaceForNew(tx, wanted_parent) : null;
    const { title, rank } = request;
    const made = await insertNote(tx, { id, workspace_id, parent_id, person_id, title, rank });
    if (made && title) await content.insertTitle(tx, id, person_id, title);
    if (!made) await isMadeBy(tx, id, person_id);
    return { note: await findNote(tx, id, person_id), made };
  });
}

/** A parent decides the workspace; without one it is the named workspace, or the person's own. */
export async function requirePlace(
  ctx: Context,
  person_id: string,
  request: Pick<CreateNoteRequest, 'parent_id' | 'workspace_id'>,
): Promise<string> {
  const action = 'workspace:create_note';
  if (request.parent_id) {
    const { workspace_id } = await requireNote(ctx, request.parent_id, person_id, action);
    if (request.workspace_id && request.workspace_id !== workspace_id) {
      throw new ApiError('invalid_request', 'parent_id names a note of another workspace than workspace_id.');
    }
    return workspace_id;
  }
  const workspace_id = request.workspace_id ?? (await findPersonalWorkspace(ctx, person_id));
  if (!workspace_id) throw new ApiError('not_found', 'You are in no workspace yet; sign out and in again.');
  await requireWorkspace(ctx.db, workspace_id, person_id, action);
  return workspace_id;
}

interface PlaceForNew {
  workspace_id: string;
  parent_id: string | null;
}

/** Offline, nobody hears that the parent was deleted for good, or is theirs no more: what they made is not lost (N6). */
async function findPlace(
  ctx: Context,
  person_id: string,
  { parent_id, workspace_id, fallback_workspace_id }: CreateNoteRequest,
): Promise<PlaceForNew> {
  const wanted = { parent_id: parent_id ?? null };
  try {
    return { workspace_id: await requirePlace(ctx, person_id, { parent_id, workspace_id }), ...wanted };
  } catch (error) {
    const isGone = error instanceof ApiError && error.kind === 'not_found';
    if (!isGone || !parent_id || !fallback_workspace_id) throw error;
    const at_the_top = { workspace_id: fallback_workspace_id };
    return { workspace_id: await requirePlace(ctx, person_id, at_the_top), parent_id: null };
  }
}

/** @throws ApiError unavailable when the parent left the workspace since it was found that the person may make notes there */
export async function lockTreeAt(tx: Tx, parent_id: string, workspace_id: string): Promise<void> {
  if ((await lockTreeOf(tx, parent_id, 'shared')) !== workspace_id) throw movedAway();
}

export interface NewNote {
  id: string;
  workspace_id: string;
  parent_id: string | null;
  person_id: string;
  title?: string | undefined;
  /** Default: before all others. */
  rank?: string | undefined;
  tags?: readonly string[];
  is_template?: boolean;
}

/** @returns false when the id is taken */
export async function insertNote(
  tx: Tx,
  { id, workspace_id, parent_id, person_id, title, rank, tags = [], is_template = false }: NewNote,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into notes (id, workspace_id, parent_id, title, rank, created_by, tags, is_template)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
    [
      ...[
        id,
        workspace_id,
        parent_id,
        title ?? '',
        rank ?? (await findFirstRank(tx, workspace_id)),
        person_id,
      ],
      ...[tags, is_template],
    ],
  );
  if (rowCount !== 1) return false;
  await recordActivity(tx, { kind: 'create', note_id: id, person_id });
  return true;
}

export async function findFirstRank(tx: Tx, workspace_id: string): Promise<string> {
  const { rows } = await tx.query<{ rank: string }>(
    'select rank from notes where workspace_id = $1 order by rank, id limit 1',
    [workspace_id],
  );
  return rankBetween(null, rows[0]?.rank ?? null);
}

/** @throws ApiError already_exists when another person made it */
export async function isMadeBy(db: Db | Tx, id: string, person_id: string): Promise<boolean> {
  const { rows } = await db.query<{ created_by: string | null }>(
    'select created_by from notes where id = $1',
    [id],
  );
  if (!rows[0]) return false;
  if (rows[0].created_by !== person_id)
    throw new ApiError('already_exists', 'This id is taken. Choose another.');
  return true;
}
