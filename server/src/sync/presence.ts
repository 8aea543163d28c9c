/**
 * Hocuspocus extension: who a person is in a note's presence is what the server says (P5). A client may speak for its own
 * awareness id only; y-websocket's provider echoes what it hears of others, and that is left out.
 */
import {
  type beforeHandleAwarenessPayload,
  type Document,
  type Extension,
  isTransactionOrigin,
} from '@hocuspocus/server';
import { presenceColor } from '@scriptorium/shared/protocol/awareness.ts';
import type { SyncContext } from './context.ts';

export function presence(): Extension<SyncContext> {
  return {
    extensionName: 'presence',
    async beforeHandleAwareness({
      document,
      states,
      transactionOrigin,
    }: beforeHandleAwarenessPayload<SyncContext>) {
      if (!isTransactionOrigin(transactionOrigin) || transactionOrigin.source !== 'connection') return;
      const { connection } = transactionOrigin;
      const { person } = connection.context as SyncContext;
      if (!person) throw new Error('presence came from nobody');
      const user = { id: person.id, name: person.name, color: presenceColor(person.id) };
      for (const [clientId, state] of states) {
        if (isSomeoneElses(document, clientId, person.id)) states.delete(clientId);
        else state.user = user;
      }
    },
  };
}

/** The same person may take an id over: a tab that reconnects before its old socket is known to be dead. */
function isSomeoneElses(document: Document, clientId: number, person_id: string): boolean {
  const state = document.awareness.getStates().get(clientId);
  return state !== undefined && state.user?.id !== person_id;
}
