/** Live editing: Hocuspocus between the doors and the durable log. Glossary and order of things: see each file's head. */
import type { Server } from 'node:http';
import { Hocuspocus } from '@hocuspocus/server';
import { Gauge } from 'prom-client';
import type * as Y from 'yjs';
import { GroupCommit } from '../documents/group-commit.ts';
import { followDocuments } from '../notes/follow-document.ts';
import type { Context } from '../platform/context.ts';
import { EventLoopLag } from '../platform/event-loop-lag.ts';
import { makeAckGate } from './ack-gate.ts';
import { AccessWatch } from './access-watch.ts';
import { authenticate } from './authenticate.ts';
import type { SyncContext } from './context.ts';
import { openDoors } from './doors.ts';
import { editDocument, readDocument } from './edit-document.ts';
import { idle_ms_max, unauthenticated_bytes_max, unauthenticated_frames_max } from './limits.ts';
import { persist } from './persist.ts';
import { presence } from './presence.ts';
import { serveSocket } from './serve-socket.ts';
import { SocketRegistry } from './socket-registry.ts';
import { TokenExpiry } from './token-expiry.ts';

export interface Sync {
  /** Takes WebSocket upgrades of this server. */
  open(server: Server): void;
  /** A forward edit in someone's name, live for everybody; returns once it is durable. */
  edit(note_id: string, person: { id: string; name: string }, edit: (doc: Y.Doc) => void): Promise<void>;
  read<T>(note_id: string, read: (doc: Y.Doc) => T): Promise<T>;
  /**
   * Saves what waits, sends the acks, closes the sockets.
   * @param ms how long the saving may take
   * @returns the number of updates that could not be saved; none of them was acknowledged
   */
  stop(ms: number): Promise<number>;
}

/** Well within the second in which a change of access reaches open sockets (P3). */
const sweep_ms = 500;

export function makeSync(ctx: Context): Sync {
  const sockets = new SocketRegistry(ctx);
  const watch = new AccessWatch(ctx, sockets);
  const commit = new GroupCommit(ctx, {
    alsoInCommit: followDocuments,
    onRefused: (note_id) => sockets.closeNote(note_id, 'try_again_later'),
  });
  const hocuspocus = new Hocuspocus<SyncContext>({
    quiet: true,
    timeout: idle_ms_max,
    maxPendingDocuments: ctx.config.limits.notes_per_socket_max * 2,
    maxUnauthenticatedQueueSize: unauthenticated_bytes_max,
    maxUnauthenticatedQueueMessages: unauthenticated_frames_max,
    extensions: [authenticate(ctx, sockets, watch), presence(ctx), persist(ctx, commit)],
  });
  const gate = makeAckGate(hocuspocus, commit);
  countOpenNotes(ctx, hocuspocus);

  const lag = new EventLoopLag();
  const expiry = new TokenExpiry(ctx, sockets);
  const sweep = setInterval(() => {
    watch.tick();
    expiry.tick();
  }, sweep_ms);

  let closeDoors = () => {};
  return {
    open(server) {
      closeDoors = openDoors(server, { ctx, sockets, lag }, (ws, wire, facts) =>
        serveSocket({ ctx, hocuspocus, commit, gate, sockets }, ws, wire, facts),
      );
    },
    edit: (note_id, person, edit) => editDocument(hocuspocus, commit, note_id, person, edit),
    read: (note_id, read) => readDocument(hocuspocus, note_id, read),
    async stop(ms) {
      closeDoors();
      clearInterval(sweep);
      lag.stop();
      const unsaved = await commit.drain(ms);
      sockets.closeAll('going_away');
      return unsaved;
    },
  };
}

function countOpenNotes(ctx: Context, hocuspocus: Hocuspocus<SyncContext>): void {
  new Gauge({
    name: 'scriptorium_notes_open',
    help: 'Documents in memory',
    registers: [ctx.metrics],
    collect() {
      this.set(hocuspocus.getDocumentsCount());
    },
  });
}
