/** The account's connection, and what the tab that leads does with it in the background. */
import { beforeReload } from '../lib/reload-wish.ts';
import type { Account } from '../sync/account/account.ts';
import { Background } from '../sync/background.ts';
import { type ConnectionOptions, SyncConnection } from '../sync/connection.ts';
import { Documents } from '../sync/documents.ts';
import { documentsTable } from '../sync/documents-table.ts';
import { browserSurroundings } from '../sync/surroundings.ts';
import { writeTitle } from '../sync/write-title.ts';

interface ConnectOptions extends Pick<ConnectionOptions, 'personId' | 'fetchToken'> {
  account: Account;
}

/** Ends with the signal. */
export function connect({ account, ...options }: ConnectOptions, signal: AbortSignal): SyncConnection {
  const surroundings = browserSurroundings();
  const documents = new Documents(documentsTable(() => account.store()));
  const isMade = (noteId: string) => account.isOnServer(noteId);
  // Of the list, too, some is not there any more, or can be done that could not.
  const onAccessChanged = () => void account.refresh();
  const connection = new SyncConnection({ ...options, documents, isMade, onAccessChanged, surroundings });
  const background = new Background({
    connection,
    surroundings,
    notes: {
      get: () => account.state.get().notes.filter((note) => note.trashed_with === null),
      subscribe: account.state.subscribe,
    },
  });
  account.titleWriter = (noteId, title, isNew) => writeTitle(connection, noteId, title, isNew);
  account.leadership.add((leading) => background.run(AbortSignal.any([leading, signal])));
  const forgetFlush = beforeReload(() => connection.flushed());
  signal.addEventListener('abort', () => {
    forgetFlush();
    account.titleWriter = null;
    void connection.destroy();
  });
  return connection;
}
