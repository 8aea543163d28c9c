/**
 * When an ack may go out (D1, D4). It belongs to an update that was applied a moment ago, synchronously:
 *
 *   everything of the note is committed        now
 *   something of it is in the queue            when the latest of it is committed
 *   Yjs waits for updates this one builds on   they are asked for; once nothing is missing any more, as above
 *   the document has left memory               never: the update went nowhere, the client comes back and sends it again
 */
import type { Document, Hocuspocus } from '@hocuspocus/server';
import * as Y from 'yjs';
import type { GroupCommit } from '../documents/group-commit.ts';
import type { SyncContext } from './context.ts';
import { syncStep1Frame } from './frames.ts';
import type { AckGate } from './gated-socket.ts';

export function makeAckGate(hocuspocus: Hocuspocus<SyncContext>, commit: GroupCommit): AckGate {
  return {
    whenDurable(note_id, address, socket, callback) {
      const document = hocuspocus.documents.get(note_id);
      if (!document || document.isDestroyed) return callback('refused');
      if (!isIncomplete(document)) return commit.whenSettled(note_id, callback);
      socket.sendFrame(syncStep1Frame(address, Y.encodeStateVector(document)));
      const onUpdate = () => {
        if (isIncomplete(document)) return;
        document.off('update', onUpdate);
        commit.whenSettled(note_id, callback);
      };
      document.on('update', onUpdate);
    },
  };
}

function isIncomplete(document: Document): boolean {
  return document.store.pendingStructs !== null || document.store.pendingDs !== null;
}
