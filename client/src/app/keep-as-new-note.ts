import type { Account } from '../sync/account/account.ts';
import type { SyncConnection } from '../sync/connection.ts';
import { keepAsNew } from '../sync/keep-as-new.ts';
import { accountMedia } from '../sync/media/account-media.ts';
import { Media } from '../sync/media/media.ts';
import type { OpenNote } from '../sync/open-note.ts';

/** A file that is on no disk here is asked of the server; the new note does not wait for it for ever. */
const file_wait_ms = 10_000;

/** Puts what a note says, with its files, into a new one. @returns the id of that */
export async function keepAsNewNote(
  { doc, noteId }: OpenNote,
  connection: SyncConnection,
  account: Account,
): Promise<string> {
  const media = new Media(accountMedia(account));
  const copyFile = (id: string, to: string) =>
    media.copy({ noteId, id }, to, AbortSignal.timeout(file_wait_ms));
  const createNote = () => account.actions.createNote();
  const kept = await keepAsNew({ connection, createNote, copyFile }, doc);
  await account.setTitle(kept.noteId, kept.title);
  return kept.noteId;
}
