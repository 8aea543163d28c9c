/**
 * The socket as Hocuspocus sees it. Everything passes but a PermissionDenied with a reason that is not ours: that is a
 * fault of the server in disguise (P6).
 *
 * A reader that lags too far behind is cut off instead of costing memory (P2).
 */
import type { WebSocketLike } from '@hocuspocus/server';
import { type CloseKind, closeCodes } from '@scriptorium/shared/protocol/close-codes.ts';
import { denialReasons } from '@scriptorium/shared/protocol/denials.ts';
import { mayBeDenial, readDenial, readFrameHead } from './frames.ts';
import { unread_bytes_max } from './limits.ts';
import type { Wire } from './wire.ts';

const ready_state_open = 1;

export class GatedSocket implements WebSocketLike {
  readonly #wire: Wire;
  readonly #onClosing: (kind: CloseKind) => void;
  /** Sessions whose tokens opened notes here. */
  readonly session_ids = new Set<string>();
  readonly note_ids = new Set<string>();

  constructor(wire: Wire, onClosing: (kind: CloseKind) => void) {
    this.#wire = wire;
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
    if (this.#wire.bufferedAmount + data.length > unread_bytes_max) {
      this.closeAs('try_again_later');
      // The close frame is behind the backlog that the reader does not read.
      this.#wire.terminate();
      return;
    }
    this.#wire.send(data);
  }

  close(code?: number, reason?: string): void {
    this.#wire.close(code, reason);
  }

  closeAs(kind: CloseKind): void {
    if (this.#wire.readyState !== ready_state_open) return;
    this.#onClosing(kind);
    this.#wire.close(closeCodes[kind].code, closeCodes[kind].reason);
  }
}

function isForeignDenial(frame: Uint8Array): boolean {
  const denial = readDenial(frame, readFrameHead(frame));
  return denial !== null && !Object.values<string>(denialReasons).includes(denial);
}
