/**
 * Several updates in one `bytea`, each by itself (history needs them apart, so they are never merged):
 *
 *   frames = { varuint length, length bytes of a Yjs v1 update }*
 *
 * varuint is lib0's: little-endian groups of 7 bits, the high bit says that another follows.
 */
import { createDecoder, hasContent, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarUint8Array } from 'lib0/encoding';

export function encodeFrames(updates: readonly Uint8Array[]): Uint8Array {
  const encoder = createEncoder();
  for (const update of updates) writeVarUint8Array(encoder, update);
  return toUint8Array(encoder);
}

/** The updates share the memory of `frames`. @throws Error when the bytes end inside a frame */
export function decodeFrames(frames: Uint8Array): Uint8Array[] {
  const decoder = createDecoder(frames);
  const updates: Uint8Array[] = [];
  while (hasContent(decoder)) updates.push(readVarUint8Array(decoder));
  return updates;
}
