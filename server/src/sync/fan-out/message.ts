/**
 * What instances tell each other about a note, on its channel of Redis pub/sub:
 *
 *   message = 8 bytes instance, varuint kind, …
 *   kind 0  = updates: varuint first_seq, frames (documents/frames.ts); they have been committed
 *   kind 1  = presence: a y-protocols awareness update
 *   kind 2  = the question who is here
 *   kind 3  = stateless: varString, for everybody who has the note open
 */
import {
  createDecoder,
  readTailAsUint8Array,
  readUint8Array,
  readVarString,
  readVarUint,
} from 'lib0/decoding';
import { createEncoder, toUint8Array, writeUint8Array, writeVarString, writeVarUint } from 'lib0/encoding';
import { decodeFrames, encodeFrames } from '../../documents/frames.ts';

export const instance_id_bytes = 8;

export type FanOutMessage =
  | { kind: 'updates'; first_seq: number; updates: Uint8Array[] }
  | { kind: 'presence'; update: Uint8Array }
  | { kind: 'who_is_here' }
  | { kind: 'stateless'; payload: string };

const kinds = ['updates', 'presence', 'who_is_here', 'stateless'] as const;

export function encodeMessage(instance_id: Uint8Array, message: FanOutMessage): Buffer {
  const encoder = createEncoder();
  writeUint8Array(encoder, instance_id);
  writeVarUint(encoder, kinds.indexOf(message.kind));
  if (message.kind === 'updates') {
    writeVarUint(encoder, message.first_seq);
    writeUint8Array(encoder, encodeFrames(message.updates));
  } else if (message.kind === 'presence') writeUint8Array(encoder, message.update);
  else if (message.kind === 'stateless') writeVarString(encoder, message.payload);
  return Buffer.from(toUint8Array(encoder).buffer);
}

/**
 * @returns null for a message of one's own
 * @throws Error when the bytes are no message
 */
export function decodeMessage(instance_id: Uint8Array, bytes: Uint8Array): FanOutMessage | null {
  const decoder = createDecoder(bytes);
  const sender = readUint8Array(decoder, instance_id_bytes);
  if (sender.every((byte, index) => byte === instance_id[index])) return null;
  const kind = kinds[readVarUint(decoder)];
  switch (kind) {
    case 'updates': {
      const first_seq = readVarUint(decoder);
      return { kind, first_seq, updates: decodeFrames(readTailAsUint8Array(decoder)) };
    }
    case 'presence':
      return { kind, update: readTailAsUint8Array(decoder) };
    case 'who_is_here':
      return { kind };
    case 'stateless':
      return { kind, payload: readVarString(decoder) };
    default:
      throw new Error('not a message of this version');
  }
}
