/**
 * What a client sends about a note that is open for it. Edits and presence are taken here, in one synchronous step from
 * the bytes to the log's queue; the rest (tokens, closing) is Hocuspocus'.
 *
 *   update ──► whole? ──► builds on what is here? ──► room in the note? ──► applied, broadcast, queued for the log
 *                │ no            │ no                      │ no                 └─► ack once it is committed (D1)
 *                ▼               ▼                         ▼
 *            bad_message   dropped, and the client is   note_full
 *                          asked for what is missing (D4)
 *
 * A dropped update comes again: the answer to the question holds everything that this server lacks. Its ack is owed
 * until then. Hocuspocus' own way applies what it can, says "received" for "saved", and runs seven promises and two
 * URL parsers a keystroke.
 */
import { type Connection, Connection as HocuspocusConnection, type Document } from '@hocuspocus/server';
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { Counter, Histogram } from 'prom-client';
import { encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { CloseKind } from '@scriptorium/shared/protocol/close-codes.ts';
import { denialReasons } from '@scriptorium/shared/protocol/denials.ts';
import { dropPending, findUpdateFault } from '@scriptorium/shared/document/update-check.ts';
import type { TypedTimes } from '../documents/append.ts';
import type { GroupCommit } from '../documents/group-commit.ts';
import type { Context } from '../platform/context.ts';
import type { Limits } from '../platform/limits.ts';
import type { ReceivedOrigin, SyncContext } from './context.ts';
import {
  awarenessFrame,
  denialFrame,
  frameTypes,
  readFrameHead,
  syncStatusFrame,
  syncStep1Frame,
  syncStep2Frame,
  syncTypes,
} from './frames.ts';
import type { OpenNotes } from './fan-out/open-notes.ts';
import { isSomeoneElses, stampPresence } from './presence.ts';
import { ProtocolFault } from './protocol-fault.ts';
import { readTypedAt } from './typed-at.ts';
import type { Rejections } from './doors/rejections.ts';

type NoteConnection = Connection<SyncContext>;

/** What has been said on one connection, and what is still owed. */
interface Dialogue {
  /** Answers to step 1 that the client will send: one for each step 1 of its own, which it counts as one change. */
  handshakes: number;
  /** Asked because an update built on something that is not here; the answer is on its way. */
  hasQuestion: boolean;
  /** Acks of updates that were dropped. */
  owed: number;
  /** Of its next step 2, where that was typed without a connection (H1). */
  typed: TypedTimes | undefined;
}

/** Never a sync frame: Hocuspocus would acknowledge it at once. */
const hocuspocus_types = new Set<number>([frameTypes.auth, frameTypes.close]);

export class Receiver {
  readonly #commit: GroupCommit;
  readonly #notes: OpenNotes;
  readonly #limits: Limits;
  readonly #rejections: Rejections;
  readonly #dialogues = new WeakMap<NoteConnection, Dialogue>();
  readonly #received: Record<'taken' | 'incomplete' | 'missing', { inc(): void }>;
  readonly #ackSeconds: Histogram;
  #isStopped = false;

  constructor(ctx: Context, commit: GroupCommit, notes: OpenNotes, rejections: Rejections) {
    this.#commit = commit;
    this.#notes = notes;
    this.#limits = ctx.config.limits;
    this.#rejections = rejections;
    const received = new Counter({
      name: 'scriptorium_updates_received_total',
      help: 'Updates of clients: taken; incomplete, taken as far as they go; missing_dependency, asked for again',
      labelNames: ['outcome'],
      registers: [ctx.metrics],
    });
    // Looked up once: labels cost more than counting.
    this.#received = {
      taken: received.labels('taken'),
      incomplete: received.labels('incomplete'),
      missing: received.labels('missing_dependency'),
    };
    this.#ackSeconds = new Histogram({
      name: 'scriptorium_ack_duration_seconds',
      help: 'From an update’s coming in until it is durable and its ack may go out',
      buckets: [0.003, 0.01, 0.03, 0.1, 0.5, 2, 10],
      registers: [ctx.metrics],
    });
  }

  /**
   * Takes the frames of every connection that the document gets. Hocuspocus registers a connection before it hands it
   * the frames that waited for the note to load, so none goes past.
   */
  attach(document: Document): void {
    const addConnection = document.addConnection.bind(document);
    document.addConnection = (connection) => {
      this.#dialogues.set(connection, { handshakes: 0, hasQuestion: false, owed: 0, typed: undefined });
      connection.handleMessage = (frame) => this.#receive(connection, frame);
      return addConnection(connection);
    };
  }

  /** Takes nothing any more: what a client sends from now on stays with the client, unacknowledged. */
  stop(): void {
    this.#isStopped = true;
  }

  #receive(connection: NoteConnection, frame: Uint8Array): void {
    if (this.#isStopped) return;
    try {
      // By its address Hocuspocus found this connection.
      const { type, offset } = readFrameHead(frame);
      const decoder = createDecoder(frame);
      decoder.pos = offset;
      if (type === frameTypes.sync || type === frameTypes.syncReply) {
        const step = readVarUint(decoder);
        const payload = readVarUint8Array(decoder);
        if (step === syncTypes.step1) this.#answerStep1(connection, payload, type === frameTypes.sync);
        else if (step === syncTypes.step2 || step === syncTypes.update)
          this.#takeUpdate(connection, step, payload);
        else this.#reject(connection);
      } else if (type === frameTypes.awareness) this.#takePresence(connection, readVarUint8Array(decoder));
      else if (type === frameTypes.queryAwareness) this.#tellWhoIsHere(connection);
      else if (type === frameTypes.stateless)
        this.#dialogue(connection).typed = readTypedAt(readVarUint8Array(decoder), Date.now());
      else if (hocuspocus_types.has(type))
        HocuspocusConnection.prototype.handleMessage.call(connection, frame);
      else this.#reject(connection);
    } catch (error) {
      // Other errors than ours: the bytes end where they should not.
      this.#reject(connection, error instanceof ProtocolFault ? error.kind : 'bad_message');
    }
  }

  #answerStep1(connection: NoteConnection, stateVector: Uint8Array, isFirst: boolean): void {
    const { document, messageAddress } = connection;
    const missing = Y.encodeStateAsUpdate(document, stateVector);
    if (isFirst) {
      this.#dialogue(connection).handshakes += 1;
      connection.send(syncStep1Frame(messageAddress, Y.encodeStateVector(document)));
    }
    connection.send(syncStep2Frame(messageAddress, missing));
  }

  #takeUpdate(connection: NoteConnection, step: number, update: Uint8Array): void {
    const { document } = connection;
    if (document.isDestroyed) {
      connection.context.socket?.closeAs('try_again_later');
      return;
    }
    if (connection.readOnly) {
      this.#refuseToWrite(connection, step, update);
      return;
    }

    const fault = findUpdateFault(document, update);
    if (fault === 'malformed') {
      this.#reject(connection);
      return;
    }
    if (fault === 'missing_dependency' && step === syncTypes.update) {
      this.#askForMissing(connection);
      return;
    }
    if (this.#isFull(document.name, update)) {
      this.#refuseFull(connection);
      return;
    }

    Y.applyUpdate(document, update, this.#originOf(connection, step));
    // A client that lacks dependencies itself: what can be applied is, the rest is not kept, and stays unacknowledged.
    const isIncomplete = dropPending(document);
    (isIncomplete ? this.#received.incomplete : this.#received.taken).inc();
    const acks = this.#acksFor(connection, step, isIncomplete);
    if (acks > 0) this.#ackWhenDurable(connection, acks);
  }

  #originOf(connection: NoteConnection, step: number): ReceivedOrigin {
    if (step === syncTypes.update) return { source: 'connection', connection };
    const dialogue = this.#dialogue(connection);
    const { typed } = dialogue;
    dialogue.typed = undefined;
    return { source: 'connection', connection, typed };
  }

  #acksFor(connection: NoteConnection, step: number, isIncomplete: boolean): number {
    if (step === syncTypes.update) return 1;
    const dialogue = this.#dialogue(connection);
    const isHandshake = dialogue.handshakes > 0 || !dialogue.hasQuestion;
    if (dialogue.handshakes > 0) dialogue.handshakes -= 1;
    else dialogue.hasQuestion = false;
    if (isIncomplete) {
      if (isHandshake) dialogue.owed += 1;
      return 0;
    }
    const acks = dialogue.owed + (isHandshake ? 1 : 0);
    dialogue.owed = 0;
    return acks;
  }

  #ackWhenDurable(connection: NoteConnection, acks: number): void {
    const begin_ms = performance.now();
    this.#commit.whenSettled(connection.document.name, (outcome) => {
      if (outcome === 'refused') {
        connection.context.socket?.closeAs('try_again_later');
        return;
      }
      // Closed since, and perhaps opened again on the same socket: that one counts its own.
      if (!connection.document.hasConnection(connection)) return;
      this.#ackSeconds.observe((performance.now() - begin_ms) / 1000);
      const frame = syncStatusFrame(connection.messageAddress, true);
      for (let i = 0; i < acks; i++) connection.context.socket?.sendSoon(frame);
    });
  }

  #askForMissing(connection: NoteConnection): void {
    this.#received.missing.inc();
    const dialogue = this.#dialogue(connection);
    dialogue.owed += 1;
    // An answer that is still to come was given after this update was sent, so it holds it.
    if (dialogue.hasQuestion || dialogue.handshakes > 0) return;
    dialogue.hasQuestion = true;
    connection.send(syncStep1Frame(connection.messageAddress, Y.encodeStateVector(connection.document)));
  }

  /** A viewer's handshake says nothing new and may be acknowledged; anything else may not (P4). */
  #refuseToWrite(connection: NoteConnection, step: number, update: Uint8Array): void {
    const isNothingNew =
      step === syncTypes.step2 && Y.snapshotContainsUpdate(Y.snapshot(connection.document), update);
    if (isNothingNew) {
      this.#ackWhenDurable(connection, 1);
      return;
    }
    this.#rejections.frame('read_only');
    connection.send(syncStatusFrame(connection.messageAddress, false));
  }

  /** An update that only deletes always fits: it is how a note gets smaller. */
  #isFull(note_id: string, update: Uint8Array): boolean {
    if (this.#notes.bytesOf(note_id) + update.length <= this.#limits.note_bytes_max) return false;
    return readVarUint(createDecoder(update)) > 0;
  }

  #refuseFull(connection: NoteConnection): void {
    this.#rejections.frame('note_full');
    // It may weigh less than it seems: what was deleted still counts until it is compacted.
    this.#notes.compact(connection.document.name);
    connection.send(denialFrame(connection.messageAddress, denialReasons.full));
    connection.close({ code: 1000, reason: denialReasons.full });
  }

  #reject(connection: NoteConnection, kind: CloseKind = 'bad_message'): void {
    this.#rejections.frame(kind === 'too_large' ? 'too_large' : 'bad_message');
    connection.context.socket?.closeAs(kind);
  }

  #takePresence(connection: NoteConnection, update: Uint8Array): void {
    const { document, context } = connection;
    if (!context.person) throw new Error('presence came from nobody');
    const { id } = context.person;
    const stamped = stampPresence(
      update,
      context.person,
      (client_id) => isSomeoneElses(document, client_id, id),
      this.#limits.awareness_bytes_max,
    );
    if (stamped) document.applyAwarenessUpdate(connection, stamped);
  }

  #tellWhoIsHere(connection: NoteConnection): void {
    const { awareness } = connection.document;
    const states = encodeAwarenessUpdate(awareness, [...awareness.getStates().keys()]);
    connection.send(awarenessFrame(connection.messageAddress, states));
  }

  #dialogue(connection: NoteConnection): Dialogue {
    return this.#dialogues.get(connection) as Dialogue;
  }
}
