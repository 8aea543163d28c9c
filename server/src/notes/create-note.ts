import { randomUUID } from 'node:crypto';
import { LexoRank } from 'lexorank';
import type { CreateNoteRequest, Note } from '@scriptorium/shared/api/notes.ts';
import { requireNote, requireWorkspace } from '../access/roles.ts';
import { findPersonalWorkspace } from '../access/workspaces.ts';
import type { Context } from '../platform/context.ts';
import { type Tx, transaction } from '../platform/db.ts';
import { ApiError } from '../platform/problem.ts';
import type { NoteContent } from './content.ts';
import { type NoteRow, note_columns, toNote } from './rows.ts';

/**
 * Makes a note, or finds the one that an earlier try with the same id made: a retry after a lost answer is harmless.
 * @throws ApiError not_found for a workspace or parent that is not the person's; already_exists for an id taken by others
 */
export async function createNote(
  ctx: Context,
  content: NoteContent,
  person_id: string,
  request: CreateNoteRequest,
): Promise<{ note: Note; made: boolean }> {
  const workspace_id = await resolveWorkspace(ctx, person_id, request);
  await requireWorkspace(ctx, workspace_id, person_id, 'workspace:create_note');
  const id = request.id ?? randomUUID();
  return transaction(ctx.db, async (tx) => {
    const row = await insertNote(tx, {
      id,
      workspace_id,
      parent_id: request.parent_id ?? null,
      person_id,
      title: request.title,
    });
    if (!row) return { note: toNote(await findOwn(tx, id, person_id)), made: false };
    if (request.title) await content.insertTitle(tx, id, person_id, request.title);
    return { note: toNote(row), made: true };
  });
}

/** A parent decides the workspace; without one it is the named workspace, or the person's own. */
async function resolveWorkspace(
  ctx: Context,
  person_id: string,
  request: CreateNoteRequest,
): Promise<string> {
  if (request.parent_id) {
    const { workspace_id } = await requireNote(ctx, request.parent_id, person_id, 'note:read');
    if (request.workspace_id && request.workspace_id !== workspace_id) {
      throw new ApiError('invalid_request', 'parent_id names a note of another workspace than workspace_id.');
    }
    return workspace_id;
  }
  const workspace_id = request.workspace_id ?? (await findPersonalWorkspace(ctx, person_id));
  if (!workspace_id) throw new ApiError('not_found', 'You are in no workspace yet; sign out and in again.');
  return workspace_id;
}

interface NewNote {
  id: string;
  workspace_id: string;
  parent_id: string | null;
  person_id: string;
  title: string | undefined;
}

/** New notes come first. @returns null when the id is taken */
export async function insertNote(
  tx: Tx,
  { id, workspace_id, parent_id, person_id, title }: NewNote,
): Promise<NoteRow | null> {
  const first = await tx.query<{ rank: string }>(
    'select rank from notes where workspace_id = $1 order by rank, id limit 1',
    [workspace_id],
  );
  const rank = first.rows[0] ? LexoRank.parse(first.rows[0].rank).genPrev() : LexoRank.middle();
  const { rows } = await tx.query<NoteRow>(
    `insert into notes (id, workspace_id, parent_id, title, rank, created_by) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do nothing returning ${note_columns}`,
    [id, workspace_id, parent_id, title ?? '', rank.toString(), person_id],
  );
  return rows[0] ?? null;
}

async function findOwn(tx: Tx, id: string, person_id: string): Promise<NoteRow> {
  const { rows } = await tx.query<NoteRow>(
    `select ${note_columns} from notes where id = $1 and created_by = $2`,
    [id, person_id],
  );
  if (!rows[0]) throw new ApiError('already_exists', 'This id is taken. Choose another.');
  return rows[0];
}
