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
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';

export const frameTypes = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  syncReply: 4,
  close: 7,
  syncStatus: 8,
} as const;
const auth_token = 0;
const auth_denied = 1;
const sync_step_1 = 0;

export interface FrameHead {
  address: string;
  note_id: string;
  type: number;
  /** Where the payload starts. */
  offset: number;
}

/** @throws Error when the bytes are no frame */
export function readFrameHead(frame: Uint8Array): FrameHead {
  const decoder = createDecoder(frame);
  const address = readVarString(decoder);
  const type = readVarUint(decoder);
  const nul = address.indexOf('\0');
  return { address, note_id: nul === -1 ? address : address.slice(0, nul), type, offset: decoder.pos };
}

/** @returns the reason when the frame says that a note does not open, else null */
export function readDenial(frame: Uint8Array, { type, offset }: FrameHead): string | null {
  if (type !== frameTypes.auth) return null;
  const decoder = createDecoder(frame.subarray(offset));
  return readVarUint(decoder) === auth_denied ? readVarString(decoder) : null;
}

export function tokenFrame(note_id: string, token: string): Uint8Array {
  const encoder = createEncoder();
  writeVarString(encoder, note_id);
  writeVarUint(encoder, frameTypes.auth);
  writeVarUint(encoder, auth_token);
  writeVarString(encoder, token);
  return toUint8Array(encoder);
}

/** Asks a client for everything that the state vector lacks. */
export function syncStep1Frame(address: string, stateVector: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  writeVarString(encoder, address);
  writeVarUint(encoder, frameTypes.sync);
  writeVarUint(encoder, sync_step_1);
  writeVarUint8Array(encoder, stateVector);
  return toUint8Array(encoder);
}
