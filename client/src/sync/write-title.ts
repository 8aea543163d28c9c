/** Renames a note from outside: the smallest edit of its document on this device, which is then sent like any other. */
import { editBetween, oneLine } from '@scriptorium/shared/document/title-edit.ts';
import { title_field } from '@scriptorium/shared/protocol/document.ts';
import type { SyncConnection } from './connection.ts';

/**
 * Resolves with false when this device has nothing of the document. An edit of an empty one would not replace the title
 * that the server has: both would be there, one after the other.
 * @param isNew the server has no document of this note: an empty one is complete
 */
export async function writeTitle(
  connection: SyncConnection,
  noteId: string,
  title: string,
  isNew: boolean,
): Promise<boolean> {
  const note = connection.open(noteId, { isQuiet: true });
  try {
    await note.loaded;
    if (!isNew && note.doc.store.clients.size === 0) return false;
    const text = note.doc.getText(title_field);
    const edit = editBetween(text.toString(), oneLine(title));
    if (!edit) return true;
    note.doc.transact(() => {
      text.delete(edit.index, edit.remove);
      text.insert(edit.index, edit.insert);
    });
    return true;
  } finally {
    connection.close(note);
  }
}
