import type { Attachment } from '@scriptorium/shared/api/attachments.ts';
import { requireNote } from '../access/roles.ts';
import type { Context } from '../platform/context.ts';
import { transaction } from '../platform/db.ts';
import { ApiError } from '../platform/problem.ts';
import {
  findAttachment,
  holdAttachment,
  insertAttachment,
  lockWorkspaceOf,
  toAttachment,
} from './queries.ts';
import { requireRoom } from './quota.ts';

export interface Copy {
  id: string;
  from_note_id: string;
  note_id: string;
  person_id: string;
}

/**
 * Gives a note an attachment of another one, under the same id: what was pasted shows there for everybody (A6). No byte
 * moves. Again, or into a note that has it, it does nothing.
 * @throws ApiError not_found, forbidden, already_exists, quota_reached
 */
export async function copyAttachment(
  ctx: Context,
  { id, from_note_id, note_id, person_id }: Copy,
): Promise<{ attachment: Attachment; made: boolean }> {
  await requireNote(ctx, from_note_id, person_id, 'note:read');
  const { is_trashed } = await requireNote(ctx, note_id, person_id, 'note:write');
  if (is_trashed) throw new ApiError('forbidden', 'The note is in the trash. Restore it first.');
  return transaction(ctx.db, async (tx) => {
    const workspace_id = await lockWorkspaceOf(tx, note_id);
    const original = await holdAttachment(tx, from_note_id, id);
    if (!original) throw new ApiError('not_found', 'There is no such file in that note.');
    const there = await findAttachment(tx, note_id, id);
    if (there?.blob_key === original.blob_key) return { attachment: toAttachment(there), made: false };
    await requireRoom(ctx, tx, workspace_id, original.size_bytes);
    const row = await insertAttachment(tx, { ...original, note_id, created_by: person_id });
    if (!row) throw new ApiError('already_exists', 'The note has another file with this id.');
    return { attachment: toAttachment(row), made: true };
  });
}
