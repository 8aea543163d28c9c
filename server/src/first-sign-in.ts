/** What a person finds at their first sign-in: a workspace of their own, and a note that teaches by being edited. */
import { randomUUID } from 'node:crypto';
import type { Person } from '@scriptorium/shared/api/auth.ts';
import { findPersonalWorkspace, makePersonalWorkspace } from './access/workspaces.ts';
import { appendUpdates } from './documents/append.ts';
import { initialUpdate } from './documents/initial-update.ts';
import { insertNote } from './notes/create-note.ts';
import type { Context } from './platform/context.ts';
import { transaction } from './platform/db.ts';
import { welcome_body, welcome_title } from './welcome-note.ts';

/** Harmless to repeat: a sign-in after one that was cut short makes up for it. */
export async function prepareFirstSignIn(ctx: Context, person: Person): Promise<void> {
  if ((await findPersonalWorkspace(ctx, person.id)) !== null) return;
  await transaction(ctx.db, async (tx) => {
    const workspace_id = await makePersonalWorkspace(tx, person);
    if (workspace_id === null) return;
    const id = randomUUID();
    await insertNote(tx, { id, workspace_id, parent_id: null, person_id: person.id, title: welcome_title });
    const update = initialUpdate(welcome_title, welcome_body);
    await appendUpdates(tx, [{ note_id: id, author_id: null, received_at: new Date(), update }]);
  });
}
