/** What notes need of their documents and files, put together from the features that have it. */
import { copyContent, filesIn } from '@scriptorium/shared/document/copy-content.ts';
import { fillPlaceholders } from '@scriptorium/shared/document/fill-placeholders.ts';
import { title_field } from '@scriptorium/shared/protocol/document.ts';
import * as Y from 'yjs';
import { copyAttachment } from './attachments/copy.ts';
import { requireRoomForNotes } from './attachments/quota.ts';
import { loadPerson } from './auth/person.ts';
import { appendUpdates } from './documents/append.ts';
import { initialUpdate } from './documents/initial-update.ts';
import { addEntry } from './history/entries.ts';
import type { CopiedNote, CopyWishes, NoteContent } from './notes/content.ts';
import type { Context } from './platform/context.ts';
import { replaceTitle } from './sync/replace-title.ts';
import type { Sync } from './sync/sync.ts';

export function contentOf(ctx: Context, sync: Sync): NoteContent {
  return {
    async insertTitle(tx, note_id, author_id, title) {
      await appendUpdates(tx, [
        { note_id, author_id, received_at: new Date(), update: initialUpdate(title) },
      ]);
    },
    rename: async (note_id, author_id, title) => {
      await sync.edit(note_id, await loadPerson(ctx, author_id), (doc) => replaceTitle(doc, title));
    },
    readCopy: (from_id, id, wishes) => sync.read(from_id, (doc) => ({ from_id, id, ...copyOf(doc, wishes) })),
    async insertCopies(tx, author_id, copies) {
      const received_at = new Date();
      const updates = copies.map(({ id, update }) => ({ note_id: id, author_id, received_at, update }));
      for (const { note_id, last_seq } of await appendUpdates(tx, updates)) {
        const of_note_id = copies.find(({ id }) => id === note_id)?.from_id as string;
        await addEntry(tx, { kind: 'copy', note_id, seq: last_seq, person_id: author_id, of_note_id });
      }
    },
    async copyFiles(person_id, copies) {
      for (const { from_id, id, files } of copies)
        for (const file of files)
          await copyFile(ctx, file, { from_note_id: from_id, note_id: id, person_id });
    },
    requireRoomForFiles: (tx, workspace_id, note_ids) => requireRoomForNotes(ctx, tx, workspace_id, note_ids),
  };
}

function copyOf(source: Y.Doc, { title, values }: CopyWishes): Omit<CopiedNote, 'from_id' | 'id'> {
  const copy = new Y.Doc();
  copyContent(source, copy);
  if (title !== undefined) replaceTitle(copy, title);
  if (values) fillPlaceholders(copy, values);
  return {
    update: Y.encodeStateAsUpdate(copy),
    title: copy.getText(title_field).toString(),
    files: filesIn(copy),
  };
}

async function copyFile(
  ctx: Context,
  id: string,
  copy: { from_note_id: string; note_id: string; person_id: string },
): Promise<void> {
  await copyAttachment(ctx, { id, ...copy }).catch((error: unknown) =>
    ctx.log.info({ err: error, note_id: copy.note_id }, 'a file was not copied with its note'),
  );
}
