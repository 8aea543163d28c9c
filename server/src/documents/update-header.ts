import { createDecoder, readVarUint } from 'lib0/decoding';

/** The Yjs client of the first edit in a v1 update; null where it only deletes. */
export function firstClient(update: Uint8Array): number | null {
  const decoder = createDecoder(update);
  if (readVarUint(decoder) === 0) return null;
  readVarUint(decoder); // how many edits
  return readVarUint(decoder);
}
