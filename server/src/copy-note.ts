/** A new note of what another one was, with the files that it shows. */
import { randomUUID } from 'node:crypto';
import { copyContent, filesIn } from '@scriptorium/shared/document/copy-content.ts';
import { may } from '@scriptorium/shared/permissions.ts';
import { title_field } from '@scriptorium/shared/protocol/document.ts';
import * as Y from 'yjs';
import { findWorkspaceRole, requireNote } from './access/roles.ts';
import { findPersonalWorkspace } from './access/workspaces.ts';
import { copyAttachment } from './attachments/copy.ts';
import { appendUpdates } from './documents/append.ts';
import { insertNote } from './notes/create-note.ts';
import type { Context } from './platform/context.ts';
import { transaction } from './platform/db.ts';
import { ApiError } from './platform/problem.ts';

/**
 * In the workspace of the other note where the person may make notes there, and in their own otherwise; on top of its notes.
 * @param state of the other one, a Yjs v1 update
 * @returns the new note's id, and the seq of its update
 */
export async function copyNote(
  ctx: Context,
  from_note_id: string,
  person_id: string,
  state: Uint8Array,
): Promise<{ id: string; seq: number }> {
  const { workspace_id: theirs } = await requireNote(ctx, from_note_id, person_id, 'note:read');
  const role = await findWorkspaceRole(ctx.db, theirs, person_id);
  const workspace_id = may(role, 'workspace:create_note')
    ? theirs
    : await findPersonalWorkspace(ctx, person_id);
  if (!workspace_id) throw new ApiError('not_found', 'You are in no workspace yet; sign out and in again.');
  const source = new Y.Doc();
  Y.applyUpdate(source, state);
  const copy = new Y.Doc();
  copyContent(source, copy);
  const title = copy.getText(title_field).toString();
  const id = randomUUID();
  const seq = await transaction(ctx.db, async (tx) => {
    await insertNote(tx, { id, workspace_id, parent_id: null, person_id, title });
    const update = Y.encodeStateAsUpdate(copy);
    const written = { note_id: id, author_id: person_id, received_at: new Date(), update };
    return (await appendUpdates(tx, [written]))[0]?.last_seq ?? 0;
  });
  for (const file of filesIn(copy)) {
    // A file that cannot be had is left out; its block says so.
    await copyAttachment(ctx, { id: file, from_note_id, note_id: id, person_id }).catch((error: unknown) =>
      ctx.log.info({ err: error, note_id: id }, 'a file was not copied with its note'),
    );
  }
  return { id, seq };
}
