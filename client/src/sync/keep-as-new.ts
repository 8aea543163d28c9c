/**
 * "Keep as a new note of mine": what a note on this device says, in a note of one's own. It is copied as it is shown,
 * without what was deleted and without its history; also nodes that this version of the app does not know. Works with
 * no network: the new note, and what is in it, wait like any other.
 */
import { copyContent, filesIn } from '@scriptorium/shared/document/copy-content.ts';
import { title_field } from '@scriptorium/shared/protocol/document.ts';
import type * as Y from 'yjs';
import type { SyncConnection } from './connection.ts';

interface KeepAsNewOptions {
  connection: SyncConnection;
  /** Makes an empty note. @returns its id */
  createNote: () => Promise<string>;
  /** Gives the new note a file of the old one. A file that cannot be had is left out; its block says so. */
  copyFile: (id: string, noteId: string) => Promise<void>;
}

/** @returns the new note's id and title, once this device has all of it */
export async function keepAsNew(
  { connection, createNote, copyFile }: KeepAsNewOptions,
  source: Y.Doc,
): Promise<{ noteId: string; title: string }> {
  const noteId = await createNote();
  const note = connection.open(noteId, { isQuiet: true });
  try {
    await note.loaded;
    copyContent(source, note.doc);
    await note.written();
    await Promise.allSettled(filesIn(source).map((id) => copyFile(id, noteId)));
    return { noteId, title: note.doc.getText(title_field).toString() };
  } finally {
    connection.close(note);
  }
}
