/** Who is let into a note and what is below it: everybody of the workspace, or only those who were named (W7). */
import { announceNoteAccess } from '../access/announce-note-access.ts';
import { recordAudit } from '../platform/audit.ts';
import { requireNote } from '../access/roles.ts';
import type { Context } from '../platform/context.ts';
import { type Tx, transaction } from '../platform/db.ts';
import { lockSubtree, lockTree } from './tree.ts';

/**
 * Harmless to repeat. Whoever restricts a note stays in it: what is granted above it ends here, so they are let in anew.
 * @throws ApiError not_found, forbidden
 */
export async function restrictNote(
  ctx: Context,
  note_id: string,
  person_id: string,
  restricted: boolean,
): Promise<void> {
  const { workspace_id, role } = await requireNote(ctx, note_id, person_id, 'note:share');
  await transaction(ctx.db, async (tx) => {
    await lockTree(tx, workspace_id);
    await lockSubtree(tx, note_id);
    const { rowCount } = await tx.query(
      'update notes set restricted = $2 where id = $1 and restricted <> $2',
      [note_id, restricted],
    );
    if (rowCount === 0) return;
    if (restricted && role === 'editor') await letIn(tx, note_id, person_id);
    const action = restricted ? 'note:restrict' : 'note:open';
    await recordAudit(tx, { workspace_id, person_id, action, details: { note_id } });
    await announceNoteAccess(tx, { note_id, with_below: true });
  });
}

/** As who edits it, and what is below it. */
export async function letIn(tx: Tx, note_id: string, person_id: string): Promise<void> {
  await tx.query(
    `insert into note_members (note_id, person_id, role, with_below, added_by) values ($1, $2, 'editor', true, $2)
     on conflict (note_id, person_id) do update set role = 'editor', with_below = true`,
    [note_id, person_id],
  );
}
