/** Live editing: Hocuspocus between the doors and the durable log. Glossary and order of things: see each file's head. */
import type { Server } from 'node:http';
import { Hocuspocus } from '@hocuspocus/server';
import { comments_changed } from '@scriptorium/shared/protocol/comments-changed.ts';
import type { PresenceUser } from '@scriptorium/shared/protocol/awareness.ts';
import type * as Y from 'yjs';
import { Compaction } from '../documents/compaction.ts';
import { GroupCommit } from '../documents/group-commit.ts';
import { saveTitles } from '../notes/save-titles.ts';
import type { Context } from '../platform/context.ts';
import { EventLoopLag } from '../platform/event-loop-lag.ts';
import { AccessWatch } from './access-watch.ts';
import { authenticate } from './authenticate.ts';
import type { SyncContext } from './context.ts';
import { openDoors } from './doors/doors.ts';
import { editDocument, readDocument } from './edit-document.ts';
import { makeFanOut } from './fan-out/fan-out.ts';
import { idle_ms_max, unauthenticated_bytes_max, unauthenticated_frames_max } from './doors/limits.ts';
import { OpenNotes } from './fan-out/open-notes.ts';
import { NoteLinks } from './note-links.ts';
import { persist } from './persist.ts';
import { Receiver } from './receiver.ts';
import { serveSocket } from './doors/serve-socket.ts';
import { SocketRegistry } from './doors/socket-registry.ts';
import { tellPeople } from './tell-people.ts';
import { TokenExpiry } from './token-expiry.ts';
import { visits } from './visits.ts';

export interface Sync {
  /** Takes WebSocket upgrades of this server. */
  open(server: Server): void;
  /**
   * A forward edit in someone's name, live for everybody; returns once it is durable.
   * @returns the seq of its update; null when it changed nothing
   */
  edit(note_id: string, person: PresenceUser, edit: (doc: Y.Doc) => void): Promise<number | null>;
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
  const compaction = new Compaction(ctx, {
    onCompacted: (note_id, { seq, bytes }) => notes.compacted(note_id, seq, bytes),
  });
  const notes = new OpenNotes(ctx, compaction, ctx.config.limits.compact_after_updates);
  const fanOut = makeFanOut(ctx, notes);
  const commit = new GroupCommit(ctx, {
    saveTitles,
    onCommitted(commits) {
      notes.committed(commits);
      fanOut.committed(commits);
    },
    onRefused: (note_id) => sockets.closeNote(note_id, 'try_again_later'),
  });
  const receiver = new Receiver(ctx, commit, notes, sockets.rejections);
  const links = new NoteLinks(ctx, commit, notes);
  const hocuspocus = new Hocuspocus<SyncContext>({
    quiet: true,
    timeout: idle_ms_max,
    maxPendingDocuments: ctx.config.limits.notes_per_socket_max * 2,
    maxUnauthenticatedQueueSize: unauthenticated_bytes_max,
    maxUnauthenticatedQueueMessages: unauthenticated_frames_max,
    extensions: [
      authenticate(ctx, sockets, watch),
      persist(ctx, { commit, notes, fanOut, receiver, links }),
      visits(ctx),
    ],
  });

  // Every instance hears it for itself: it goes no further than the sockets here.
  ctx.events.on('comments_changed', (note_id) =>
    hocuspocus.documents.get(note_id)?.relayStateless(comments_changed),
  );

  tellPeople(ctx, sockets);
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
        serveSocket({ ctx, hocuspocus, commit, sockets }, ws, wire, facts),
      );
    },
    edit: (note_id, person, edit) => editDocument(hocuspocus, commit, note_id, person, edit),
    read: (note_id, read) => readDocument(hocuspocus, note_id, read),
    async stop(ms) {
      closeDoors();
      clearInterval(sweep);
      lag.stop();
      receiver.stop();
      const unsaved = await commit.drain(ms);
      sockets.closeAll('going_away');
      notes.stop();
      fanOut.stop();
      await Promise.all([compaction.stop(), links.stop()]);
      return unsaved;
    },
  };
}
