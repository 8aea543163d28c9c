/** The server's own edits go the way that everybody's go: applied, broadcast, logged; and the caller waits for the commit. */
import type { PresenceUser } from '@scriptorium/shared/protocol/awareness.ts';
import type { Document, Hocuspocus } from '@hocuspocus/server';
import type * as Y from 'yjs';
import type { GroupCommit } from '../documents/group-commit.ts';
import { ApiError } from '../platform/problem.ts';
import type { SyncContext } from './context.ts';

/**
 * @returns the seq of its update; null when it changed nothing
 * @throws ApiError unavailable when the edit could not be saved
 */
export function editDocument(
  hocuspocus: Hocuspocus<SyncContext>,
  commit: GroupCommit,
  note_id: string,
  person: PresenceUser,
  edit: (doc: Y.Doc) => void,
): Promise<number | null> {
  let committed: number | null = null;
  const onSeq = (seq: number) => {
    committed = seq;
  };
  const context: SyncContext = { person, onSeq };
  return withDocument(hocuspocus, note_id, context, async (document) => {
    document.transact(() => edit(document), { source: 'local', context });
    if ((await commit.settled(note_id)) === 'refused') {
      throw new ApiError('unavailable', 'The change could not be saved. Try again.');
    }
    return committed;
  });
}

/** Runs `read` on the newest state, open in memory or not. */
export function readDocument<T>(
  hocuspocus: Hocuspocus<SyncContext>,
  note_id: string,
  read: (doc: Y.Doc) => T,
): Promise<T> {
  return withDocument(hocuspocus, note_id, {}, async (document) => read(document));
}

/** Holds the document in memory while `work` runs. */
async function withDocument<T>(
  hocuspocus: Hocuspocus<SyncContext>,
  note_id: string,
  context: SyncContext,
  work: (document: Document) => Promise<T>,
): Promise<T> {
  const connection = await hocuspocus.openDirectConnection(note_id, context);
  try {
    const { document } = connection;
    // It may leave memory between its being found and its being held: what was written then would reach no log.
    if (!document || document.isDestroyed) {
      throw new ApiError('unavailable', 'The note was just being closed. Try again.', {
        retry_after_seconds: 1,
      });
    }
    return await work(document);
  } finally {
    await connection.disconnect();
  }
}
