import type { GatedSocket } from './gated-socket.ts';

/** What Hocuspocus carries along for each open note of a socket, or for an edit of the server's own. */
export interface SyncContext {
  /** Absent for the server's own edits. */
  socket?: GatedSocket;
  /** Who it is, as the server knows it; set by `authenticate.ts`. */
  person?: { id: string; name: string };
}
