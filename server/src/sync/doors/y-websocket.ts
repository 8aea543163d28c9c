/**
 * y-websocket's protocol in terms of Hocuspocus'. A y-websocket frame is a Hocuspocus frame without the address in front,
 * and knows three of its types; its token is in the URL, and it has no acks.
 */
import { createEncoder, toUint8Array, writeUint8Array, writeVarString, writeVarUint } from 'lib0/encoding';
import { closeCodes } from '@scriptorium/shared/protocol/close-codes.ts';
import { closeKindOfDenial, toDenialReason } from '@scriptorium/shared/protocol/denials.ts';
import { frameTypes, readDenial, readFrameHead } from '../frames.ts';
import type { Wire } from './wire.ts';

export function fromYWebsocket(note_id: string, frame: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  writeVarString(encoder, note_id);
  writeUint8Array(encoder, frame);
  return toUint8Array(encoder);
}

export class YWebsocketWire implements Wire {
  readonly #wire: Wire;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  get readyState(): number {
    return this.#wire.readyState;
  }

  get bufferedAmount(): number {
    return this.#wire.bufferedAmount;
  }

  send(frame: Uint8Array): void {
    const head = readFrameHead(frame);
    const payload = frame.subarray(head.offset);
    const denial = readDenial(frame, head);
    if (denial !== null) {
      const known = toDenialReason(denial);
      const { code, reason } = closeCodes[known ? closeKindOfDenial[known] : 'try_again_later'];
      this.#wire.close(code, reason);
    } else if (head.type === frameTypes.sync || head.type === frameTypes.syncReply) {
      this.#wire.send(typed(frameTypes.sync, payload));
    } else if (head.type === frameTypes.awareness) {
      this.#wire.send(typed(frameTypes.awareness, payload));
    } else if (head.type === frameTypes.close) {
      this.#wire.close(closeCodes.access_changed.code, closeCodes.access_changed.reason);
    }
  }

  /** Acks, which this protocol has not. */
  sendSoon(): void {}

  close(code?: number, reason?: string): void {
    this.#wire.close(code, reason);
  }

  terminate(): void {
    this.#wire.terminate();
  }
}

function typed(type: number, payload: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, type);
  writeUint8Array(encoder, payload);
  return toUint8Array(encoder);
}
