import type { ConnectionTransactionOrigin } from '@hocuspocus/server';
import type { PresenceUser } from '@scriptorium/shared/protocol/awareness.ts';
import type { TypedTimes } from '../documents/append.ts';
import type { GatedSocket } from './doors/gated-socket.ts';
import type { Opening } from './doors/socket-registry.ts';

/** What Hocuspocus carries along for each open note of a socket, or for an edit of the server's own. */
export interface SyncContext {
  /** Absent for the server's own edits. */
  socket?: GatedSocket;
  /** Who it is, as the server knows it; set by `authenticate.ts`. */
  person?: PresenceUser;
  /** The note on this socket, as the registry knows it; set with `person`. */
  opening?: Opening;
  /** Of an edit of the server's own: told the seq of its update. */
  onSeq?: (seq: number) => void;
}

/** Of the transaction that applies what a client sent. */
export interface ReceivedOrigin extends ConnectionTransactionOrigin {
  /** Where it was typed without a connection. */
  typed?: TypedTimes | undefined;
}
