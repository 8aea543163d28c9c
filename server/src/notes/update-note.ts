/**
 * What a person did to a note's row: placed it, trashed or restored it, tagged it, renamed it. For each the latest wins,
 * by the time at which it was done and not by that at which it arrived: what comes late, or twice, changes nothing (N1, N2).
 */
import type { Note, UpdateNoteRequest } from '@scriptorium/shared/api/notes.ts';
import { findNoteAccess, type NoteAccess, notIncluded, requireNote } from '../access/roles.ts';
import { type Action, may } from '@scriptorium/shared/permissions.ts';
import type { Context } from '../platform/context.ts';
import { type Tx, transaction } from '../platform/db.ts';
import { ApiError } from '../platform/problem.ts';
import type { NoteContent } from './content.ts';
import { noSuchParent, placeNote } from './place-note.ts';
import { findNote } from './queries.ts';
import { restoreNote, trashNote } from './trash-note.ts';
import { renamedSince } from './rename-tags.ts';
import { lockSubtree, lockTreeOf, movedAway, readTreeNote, type TreeNote } from './tree.ts';

/** @throws ApiError not_found, forbidden; those of `placeNote` */
export async function updateNote(
  ctx: Context,
  content: NoteContent,
  person_id: string,
  id: string,
  request: UpdateNoteRequest,
): Promise<Note> {
  const access = await requireActions(ctx, id, person_id, actionsOf(request));
  const { title } = request;
  const place = await findWantedParent(ctx, person_id, access, request.parent_id);
  const done = await transaction(ctx.db, (tx) =>
    change(tx, access.workspace_id, person_id, id, { ...request, parent_id: place }),
  );
  if (title !== undefined && done.isRenamed) {
    await content.rename(id, person_id, title);
    // Only now: a try that got no further than this is made again.
    await ctx.db.query(
      'update notes set renamed_at = $2 where id = $1 and (renamed_at is null or renamed_at < $2)',
      [id, done.at],
    );
  }
  return findNote(ctx.db, id, person_id);
}

function actionsOf({ title, trashed, parent_id, rank, tags, is_template }: UpdateNoteRequest): Action[] {
  const actions: Action[] = [];
  if (trashed !== undefined) actions.push('note:trash');
  // A template leaves the tree.
  if (parent_id !== undefined || rank !== undefined || is_template !== undefined) actions.push('note:move');
  if (title !== undefined || tags !== undefined || actions.length === 0) actions.push('note:write');
  return actions;
}

async function requireActions(
  ctx: Context,
  id: string,
  person_id: string,
  actions: readonly Action[],
): Promise<NoteAccess> {
  const accesses = await Promise.all(actions.map((action) => requireNote(ctx, id, person_id, action)));
  return accesses[0] as NoteAccess;
}

/**
 * Nobody puts a note where they may not make one: what is there might be restricted.
 * @returns undefined: where it is
 * @throws ApiError invalid_request for one that they may not read, as for one that does not exist; forbidden
 */
async function findWantedParent(
  ctx: Context,
  person_id: string,
  { workspace_id, parent_id }: NoteAccess,
  wanted: string | null | undefined,
): Promise<string | null | undefined> {
  if (wanted === undefined || wanted === parent_id) return wanted;
  const asked = wanted ?? parent_id;
  if (asked === null) return wanted;
  const access = await findNoteAccess(ctx, asked, person_id);
  const isReadable = access?.workspace_id === workspace_id && may(access.role, 'note:read');
  // They see it at the top, and left it there.
  if (wanted === null) return isReadable ? null : undefined;
  if (!isReadable) throw noSuchParent();
  if (!may(access.role, 'workspace:create_note')) throw notIncluded();
  return wanted;
}

async function change(
  tx: Tx,
  workspace_id: string,
  person_id: string,
  id: string,
  { title, trashed, parent_id, rank, tags, is_template, at: wanted_at }: UpdateNoteRequest,
): Promise<{ at: string; isRenamed: boolean }> {
  const isAboutTree = trashed !== undefined || parent_id !== undefined || rank !== undefined;
  if (isAboutTree) await lockTreeIn(tx, workspace_id, id);
  if (trashed !== undefined || parent_id !== undefined) await lockSubtree(tx, id);
  const at = await timeOf(tx, wanted_at);
  // Each step changes what the next one sees.
  const step = async (isWanted: boolean, column: LastChange, work: (note: TreeNote) => Promise<unknown>) => {
    if (!isWanted) return false;
    const note = await readTreeNote(tx, id);
    if (!note) throw new ApiError('not_found', 'There is no such note any more.');
    const isLatest = await isLater(tx, at, note[column]);
    if (isLatest) await work(note);
    return isLatest;
  };
  await step(parent_id !== undefined || rank !== undefined, 'placed_at', (note) =>
    placeNote(tx, note, { parent_id, rank }, at),
  );
  await step(trashed === false, 'trash_changed_at', (note) => restoreNote(tx, note, person_id, at));
  const isRenamed = await step(title !== undefined, 'renamed_at', requireNotTrashed);
  await step(trashed === true, 'trash_changed_at', (note) => trashNote(tx, note, person_id, at));
  await step(tags !== undefined, 'tags_changed_at', async () => {
    const names = await renamedSince(tx, workspace_id, tags ?? [], at);
    await tx.query('update notes set tags = $2, tags_changed_at = $3 where id = $1', [id, names, at]);
  });
  await step(is_template !== undefined, 'template_changed_at', () =>
    tx.query('update notes set is_template = $2, template_changed_at = $3 where id = $1', [
      id,
      is_template,
      at,
    ]),
  );
  return { at, isRenamed };
}

async function requireNotTrashed({ trashed_with }: TreeNote): Promise<void> {
  if (trashed_with !== null) throw new ApiError('forbidden', 'The note is in the trash. Restore it first.');
}

/** @throws ApiError unavailable when the note moved to another workspace since it was found that the person may do this */
async function lockTreeIn(tx: Tx, workspace_id: string, id: string): Promise<void> {
  const found = await lockTreeOf(tx, id);
  if (found !== workspace_id && found !== null) throw movedAway();
}

type LastChange = 'placed_at' | 'trash_changed_at' | 'tags_changed_at' | 'template_changed_at' | 'renamed_at';

/** The clock is read under the lock: who comes second is later. Ahead of it is nobody. */
async function timeOf(tx: Tx, at: string | undefined): Promise<string> {
  const { rows } = await tx.query<{ at: string }>(
    'select least($1::timestamptz, clock_timestamp())::text as at',
    [at ?? null],
  );
  return (rows[0] as { at: string }).at;
}

async function isLater(tx: Tx, at: string, last: string | null): Promise<boolean> {
  const { rows } = await tx.query<{ is_later: boolean }>(
    'select $2::timestamptz is null or $1::timestamptz > $2 as is_later',
    [at, last],
  );
  return (rows[0] as { is_later: boolean }).is_later;
}
