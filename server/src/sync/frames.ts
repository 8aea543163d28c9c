/**
 * The parts of Hocuspocus' wire format that this server reads or writes itself.
 *
 *   frame   = varString address, varuint type, …        address = note id [ NUL provider session ]
 *   type 0  = Sync: varuint 0 (step 1) varUint8Array state vector | 1 (step 2) | 2 (update) varUint8Array update
 *   type 1  = Awareness: varUint8Array awareness update
 *   type 2  = Auth: varuint 0 token | 1 denied | 2 authenticated, varString
 *   type 7  = Close: varString reason          type 8 = SyncStatus: varuint 1 acknowledged | 0 refused
 */
import { createDecoder, readVarString, readVarUint } from 'lib0/decoding';
import {
  createEncoder,
  type Encoder,
  toUint8Array,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding';
import type { DenialReason } from '@scriptorium/shared/protocol/denials.ts';

export const frameTypes = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  syncReply: 4,
  stateless: 5,
  close: 7,
  syncStatus: 8,
} as const;
const auth_token = 0;
const auth_denied = 1;
export const syncTypes = { step1: 0, step2: 1, update: 2 } as const;

export interface FrameHead {
  type: number;
  /** Where the payload starts. */
  offset: number;
}

/** Skips the address without reading it: this is done for every frame. @throws Error when the bytes are no frame */
export function readFrameHead(frame: Uint8Array): FrameHead {
  const decoder = createDecoder(frame);
  const address_bytes = readVarUint(decoder);
  decoder.pos += address_bytes;
  const type = readVarUint(decoder);
  return { type, offset: decoder.pos };
}

/** Whether it is worth a look for `readDenial`: almost every frame that goes out is not, and this costs two bytes. */
export function mayBeDenial(frame: Uint8Array): boolean {
  const address_bytes = frame[0] as number;
  return address_bytes > 127 || frame[1 + address_bytes] === frameTypes.auth;
}

/** @returns the reason when the frame says that a note does not open, else null */
export function readDenial(frame: Uint8Array, { type, offset }: FrameHead): string | null {
  if (type !== frameTypes.auth) return null;
  const decoder = createDecoder(frame.subarray(offset));
  return readVarUint(decoder) === auth_denied ? readVarString(decoder) : null;
}

export function tokenFrame(note_id: string, token: string): Uint8Array {
  const encoder = frameOf(note_id, frameTypes.auth);
  writeVarUint(encoder, auth_token);
  writeVarString(encoder, token);
  return toUint8Array(encoder);
}

/** Asks a client for everything that the state vector lacks. */
export function syncStep1Frame(address: string, stateVector: Uint8Array): Uint8Array {
  return syncFrame(address, syncTypes.step1, stateVector);
}

export function syncStep2Frame(address: string, update: Uint8Array): Uint8Array {
  return syncFrame(address, syncTypes.step2, update);
}

export function syncStatusFrame(address: string, isSaved: boolean): Uint8Array {
  const encoder = frameOf(address, frameTypes.syncStatus);
  writeVarUint(encoder, isSaved ? 1 : 0);
  return toUint8Array(encoder);
}

export function denialFrame(address: string, reason: DenialReason): Uint8Array {
  const encoder = frameOf(address, frameTypes.auth);
  writeVarUint(encoder, auth_denied);
  writeVarString(encoder, reason);
  return toUint8Array(encoder);
}

export function awarenessFrame(address: string, update: Uint8Array): Uint8Array {
  const encoder = frameOf(address, frameTypes.awareness);
  writeVarUint8Array(encoder, update);
  return toUint8Array(encoder);
}

function syncFrame(address: string, step: number, payload: Uint8Array): Uint8Array {
  const encoder = frameOf(address, frameTypes.sync);
  writeVarUint(encoder, step);
  writeVarUint8Array(encoder, payload);
  return toUint8Array(encoder);
}

function frameOf(address: string, type: number): Encoder {
  const encoder = createEncoder();
  writeVarString(encoder, address);
  writeVarUint(encoder, type);
  return encoder;
}
