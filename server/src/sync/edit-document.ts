/** The server's own edits go the way that everybody's go: applied, broadcast, logged; and the caller waits for the commit. */
import type { Hocuspocus } from '@hocuspocus/server';
import type * as Y from 'yjs';
import type { GroupCommit } from '../documents/group-commit.ts';
import { ApiError } from '../platform/problem.ts';
import type { SyncContext } from './context.ts';

export async function editDocument(
  hocuspocus: Hocuspocus<SyncContext>,
  commit: GroupCommit,
  note_id: string,
  person: { id: string; name: string },
  edit: (doc: Y.Doc) => void,
): Promise<void> {
  const connection = await hocuspocus.openDirectConnection(note_id, { person });
  try {
    await connection.transact(edit);
    if ((await commit.settled(note_id)) === 'refused') {
      throw new ApiError('unavailable', 'The change could not be saved. Try again.');
    }
  } finally {
    await connection.disconnect();
  }
}

/** Runs `read` on the newest state, open in memory or not. */
export async function readDocument<T>(
  hocuspocus: Hocuspocus<SyncContext>,
  note_id: string,
  read: (doc: Y.Doc) => T,
): Promise<T> {
  const connection = await hocuspocus.openDirectConnection(note_id, {});
  try {
    if (!connection.document) throw new Error('the document closed while it was opened');
    return read(connection.document);
  } finally {
    await connection.disconnect();
  }
}
