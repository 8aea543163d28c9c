/**
 * The socket as Hocuspocus sees it. Everything passes but a PermissionDenied with a reason that is not ours: that is a
 * fault of the server in disguise (P6).
 *
 * A reader that lags too far behind is cut off instead of costing memory (P2).
 */
import type { WebSocketLike } from '@hocuspocus/server';
import { type CloseKind, closeCodes } from '@scriptorium/shared/protocol/close-codes.ts';
import { toDenialReason } from '@scriptorium/shared/protocol/denials.ts';
import { mayBeDenial, readDenial, readFrameHead } from '../frames.ts';
import type { Wire } from './wire.ts';

const ready_state_open = 1;
/** Hocuspocus' `ResetConnection`. */
const hocuspocus_reset = 4205;

export class GatedSocket implements WebSocketLike {
  readonly #wire: Wire;
  readonly #unread_bytes_max: number;
  readonly #onClosing: (kind: CloseKind) => void;

  constructor(wire: Wire, unread_bytes_max: number, onClosing: (kind: CloseKind) => void) {
    this.#wire = wire;
    this.#unread_bytes_max = unread_bytes_max;
    this.#onClosing = onClosing;
  }

  get readyState(): number {
    return this.#wire.readyState;
  }

  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (!(data instanceof Uint8Array)) throw new TypeError('Hocuspocus sends bytes');
    if (mayBeDenial(data) && isForeignDenial(data)) this.closeAs('try_again_later');
    else this.#write(data);
  }

  /** An ack: it may wait a moment for another frame to go with. */
  sendSoon(frame: Uint8Array): void {
    if (this.#wire.readyState === ready_state_open) this.#wire.sendSoon(frame);
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

function isForeignDenial(frame: Uint8Array): boolean {
  const denial = readDenial(frame, readFrameHead(frame));
  return denial !== null && toDenialReason(denial) === null;
}
