/** A new note of what another one says: a copy of it, or what a template is for (N11, N12). */
import { randomUUID } from 'node:crypto';
import { type Note, note_depth_max } from '@scriptorium/shared/api/notes.ts';
import { copied_notes_max, type DuplicateRequest } from '@scriptorium/shared/api/order.ts';
import { may } from '@scriptorium/shared/permissions.ts';
import { rankBetween } from '@scriptorium/shared/rank.ts';
import { isReadableBy } from '../access/readable-notes.ts';
import { requireNote } from '../access/roles.ts';
import { findPersonalWorkspace } from '../access/workspaces.ts';
import type { Context } from '../platform/context.ts';
import { type Db, type Tx, transaction } from '../platform/db.ts';
import { ApiError } from '../platform/problem.ts';
import type { CopiedNote, NoteContent } from './content.ts';
import { findFirstRank, insertNote, isMadeBy, lockTreeAt, requirePlace } from './create-note.ts';
import { findPlaceForNew } from './place-note.ts';
import { findNote } from './queries.ts';
import { letIn } from './restrict-note.ts';
import { findPath } from './tree.ts';

/** Who asks; the name stands where a template says `{{author}}`. */
interface Person {
  id: string;
  name: string;
}

interface Place {
  workspace_id: string;
  parent_id: string | null;
  /** Behind this rank; null: on top. */
  after: string | null;
}

/**
 * Files, tags and the order of what is below come along; history, grants, favourites and comments do not.
 * @throws ApiError not_found, forbidden; conflict for a note in the trash; too_large; already_exists for an id taken by others
 */
export async function duplicateNote(
  ctx: Context,
  content: NoteContent,
  person: Person,
  from_id: string,
  request: DuplicateRequest,
): Promise<{ note: Note; made: boolean }> {
  const { is_trashed } = await requireNote(ctx, from_id, person.id, 'note:read');
  const id = request.id ?? randomUUID();
  if (request.id !== undefined && (await isMadeBy(ctx.db, id, person.id)))
    return { note: await findNote(ctx.db, id, person.id), made: false };
  if (is_trashed) throw new ApiError('conflict', 'The note is in the trash. Restore it first.');
  const originals = await findOriginals(ctx.db, from_id, person.id, request.with_below);
  const place = await findPlace(ctx, person.id, from_id, request.parent_id);
  const copies = await readCopies(content, originals, person, id, request);
  const made = await transaction(ctx.db, async (tx) => {
    if (place.parent_id) await lockTreeAt(tx, place.parent_id, place.workspace_id);
    // It may have gone to the trash while the originals were read.
    const parent_id = place.parent_id && (await findPlaceForNew(tx, place.parent_id));
    await requireDepth(tx, parent_id, originals);
    const isNew = await insertCopies(tx, { ...place, parent_id }, originals, copies, {
      person,
      isFilled: !!request.fill,
    });
    if (isNew) await content.insertCopies(tx, person.id, copies);
    else await isMadeBy(tx, id, person.id);
    return isNew;
  });
  if (made) await content.copyFiles(person.id, copies);
  return { note: await findNote(ctx.db, id, person.id), made };
}

interface Original {
  id: string;
  parent_id: string | null;
  rank: string;
  tags: string[];
  is_template: boolean;
  restricted: boolean;
  depth: number;
}

/** From the top down. What is in the trash, or not theirs to read, is not copied, and neither is what is below that. */
async function findOriginals(
  db: Db,
  from_id: string,
  person_id: string,
  with_below: boolean,
): Promise<Original[]> {
  const { rows } = await db.query<Original>(
    `with recursive tree as (
       select id, 1 as depth from notes where id = $1
       union all
       select n.id, tree.depth + 1 from tree join notes n on n.parent_id = tree.id
       where $3 and n.trashed_with is null and ${isReadableBy('$2')}
     )
     select n.id, n.parent_id, n.rank, n.tags, n.is_template, n.restricted, tree.depth from tree join notes n using (id)
     order by tree.depth, n.rank, n.id limit ${copied_notes_max + 1}`,
    [from_id, person_id, with_below],
  );
  if (rows.length > copied_notes_max) {
    throw new ApiError(
      'too_large',
      `At most ${copied_notes_max} notes are copied at once. Copy parts of the tree, or the note alone.`,
    );
  }
  return rows;
}

/** Beside the original, where the person may make notes; else in their own workspace. */
async function findPlace(
  ctx: Context,
  person_id: string,
  from_id: string,
  wanted: string | null | undefined,
): Promise<Place> {
  if (wanted) {
    const workspace_id = await requirePlace(ctx, person_id, { parent_id: wanted });
    return { workspace_id, parent_id: wanted, after: null };
  }
  const { workspace_id, parent_id, rank } = await findNote(ctx.db, from_id, person_id);
  const above = parent_id ?? from_id;
  const { role } = await requireNote(ctx, above, person_id, 'note:read');
  if (may(role, 'workspace:create_note')) {
    const isBeside = wanted === undefined;
    return { workspace_id, parent_id: isBeside ? parent_id : null, after: isBeside ? rank : null };
  }
  const own = await findPersonalWorkspace(ctx, person_id);
  if (!own) throw new ApiError('not_found', 'You are in no workspace yet; sign out and in again.');
  return { workspace_id: own, parent_id: null, after: null };
}

async function readCopies(
  content: NoteContent,
  originals: readonly Original[],
  person: Person,
  id: string,
  { title, fill }: DuplicateRequest,
): Promise<CopiedNote[]> {
  const values = fill ? { author: person.name, date: fill.date } : null;
  const copies: CopiedNote[] = [];
  // One after the other: each may have to be loaded.
  for (const [index, original] of originals.entries()) {
    const isFirst = index === 0;
    const wishes = { values, title: isFirst ? title : undefined };
    copies.push(await content.readCopy(original.id, isFirst ? id : randomUUID(), wishes));
  }
  return copies;
}

async function requireDepth(tx: Tx, parent_id: string | null, originals: readonly Original[]): Promise<void> {
  const above = parent_id === null ? 0 : (await findPath(tx, parent_id, note_depth_max)).length;
  if (above + (originals.at(-1)?.depth ?? 1) <= note_depth_max) return;
  throw new ApiError('invalid_request', `Notes are nested at most ${note_depth_max} deep.`);
}

/** @returns false when the id of the first is taken */
async function insertCopies(
  tx: Tx,
  place: Place,
  originals: readonly Original[],
  copies: readonly CopiedNote[],
  { person, isFilled }: { person: Person; isFilled: boolean },
): Promise<boolean> {
  const ids = new Map(copies.map(({ from_id, id }) => [from_id, id]));
  for (const [index, original] of originals.entries()) {
    const copy = copies[index] as CopiedNote;
    const isFirst = index === 0;
    const isMade = await insertNote(tx, {
      id: copy.id,
      workspace_id: place.workspace_id,
      parent_id: isFirst ? place.parent_id : (ids.get(original.parent_id ?? '') ?? null),
      rank: isFirst ? await findRank(tx, place) : original.rank,
      person_id: person.id,
      title: copy.title,
      tags: original.tags,
      is_template: original.is_template && !isFilled,
    });
    if (!isMade) return false;
    if (original.restricted) await restrictCopy(tx, copy.id, person.id);
  }
  return true;
}

/** What only some may read, a copy does not tell everybody. Whoever made it reads it. */
async function restrictCopy(tx: Tx, note_id: string, person_id: string): Promise<void> {
  await tx.query('update notes set restricted = true where id = $1', [note_id]);
  await letIn(tx, note_id, person_id);
}

async function findRank(tx: Tx, { workspace_id, parent_id, after }: Place): Promise<string> {
  if (!after) return findFirstRank(tx, workspace_id);
  // An index knows no `is not distinct from`.
  const siblings = parent_id === null ? 'parent_id is null' : 'parent_id = $3';
  const { rows } = await tx.query<{ rank: string }>(
    `select rank from notes where workspace_id = $1 and rank > $2 and ${siblings} order by rank limit 1`,
    [workspace_id, after, ...(parent_id === null ? [] : [parent_id])],
  );
  return rankBetween(after, rows[0]?.rank ?? null);
}
