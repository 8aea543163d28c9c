/**
 * The socket as Hocuspocus sees it. Everything passes at once but what must not be said yet:
 *
 *   SyncStatus (its ack, sent right after the in-memory apply) waits until all that the note has now is committed (D1).
 *   PermissionDenied passes only with a reason of ours; any other one is a fault of the server in disguise (P6).
 *
 * A reader that lags too far behind is cut off instead of costing memory (P2).
 */
import type { WebSocketLike } from '@hocuspocus/server';
import { type CloseKind, closeCodes } from '@scriptorium/shared/protocol/close-codes.ts';
import { toDenialReason } from '@scriptorium/shared/protocol/denials.ts';
import { frameTypes, readDenial, readFrameHead } from './frames.ts';
import type { Wire } from './wire.ts';

/** Acks and denials are this small; longer frames need no look. */
const inspected_bytes_max = 256;
const ready_state_open = 1;
/** Hocuspocus' `ResetConnection`. */
const hocuspocus_reset = 4205;

export interface AckGate {
  /** Calls back when the ack may go out ('committed') or must never ('refused'); at once when nothing is pending. */
  whenDurable(
    note_id: string,
    address: string,
    socket: GatedSocket,
    callback: (outcome: 'committed' | 'refused') => void,
  ): void;
}

export class GatedSocket implements WebSocketLike {
  readonly #wire: Wire;
  readonly #gate: AckGate;
  readonly #unread_bytes_max: number;
  readonly #onClosing: (kind: CloseKind) => void;

  constructor(wire: Wire, gate: AckGate, unread_bytes_max: number, onClosing: (kind: CloseKind) => void) {
    this.#wire = wire;
    this.#gate = gate;
    this.#unread_bytes_max = unread_bytes_max;
    this.#onClosing = onClosing;
  }

  get readyState(): number {
    return this.#wire.readyState;
  }

  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (!(data instanceof Uint8Array)) throw new TypeError('Hocuspocus sends bytes');
    if (data.length <= inspected_bytes_max && this.#isHeldBack(data)) return;
    this.#write(data);
  }

  #isHeldBack(frame: Uint8Array): boolean {
    const head = readFrameHead(frame);
    if (head.type === frameTypes.syncStatus) {
      this.#gate.whenDurable(head.note_id, head.address, this, (outcome) => {
        if (outcome === 'committed') this.#write(frame);
        else this.closeAs('try_again_later');
      });
      return true;
    }
    const denial = readDenial(frame, head);
    if (denial === null || toDenialReason(denial) !== null) return false;
    this.closeAs('try_again_later');
    return true;
  }

  #write(data: Uint8Array): void {
    if (this.#wire.readyState !== ready_state_open) return;
    // What it lags behind, without this frame: a note larger than the limit must open, too.
    if (this.#wire.bufferedAmount > this.#unread_bytes_max) {
      this.closeAs('try_again_later');
      // The close frame is behind the backlog that the reader does not read.
      this.#wire.terminate();
      return;
    }
    this.#wire.send(data);
  }

  /** Sends a frame that Hocuspocus knows nothing of. */
  sendFrame(frame: Uint8Array): void {
    this.#write(frame);
  }

  /** Hocuspocus' own reasons are its limits before authentication, and frames that it cannot read. */
  close(code?: number): void {
    this.closeAs(code === hocuspocus_reset ? 'too_many' : 'bad_message');
  }

  closeAs(kind: CloseKind): void {
    if (this.#wire.readyState !== ready_state_open) return;
    this.#onClosing(kind);
    this.#wire.close(closeCodes[kind].code, closeCodes[kind].reason);
  }
}
