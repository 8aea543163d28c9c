/**
 * Which parts of whose text an update holds, without building anything: a load client hears thousands of updates a second
 * and must not pay Yjs' price for each. Servers merge the updates of a moment, so one may hold many people's keystrokes.
 *
 *   update  = varuint clients, { varuint structs, varuint client, varuint clock, struct* }*, delete set
 *   struct  = uint8 info, then by info & 31:  0 GC, varuint length | 10 Skip, varuint length | else an item:
 *             [info & 128: id of the left neighbour] [info & 64: id of the right one]
 *             [neither: varuint 1, varString root | varuint 0, id of the parent; info & 32: varString key] content
 *
 * Yjs' update format v1, as `Item.write` of yjs 13.6 writes it.
 */
import { type Decoder, readAny, readUint8, readVarUint } from 'lib0/decoding';

/** `length` clock ticks of `client` from `clock` on; a character of plain text is one tick. */
export type OnRun = (client: number, clock: number, length: number) => void;

const info_gc = 0;
const info_skip = 10;
const has_left = 0x80;
const has_right = 0x40;
const has_key = 0x20;
const type_ref_xml_element = 3;
const type_ref_xml_hook = 5;

/** Reads on from the decoder's position; the delete set is left unread. @throws Error when the bytes are no update */
export function walkUpdate(decoder: Decoder, onRun: OnRun): void {
  const clients = readVarUint(decoder);
  for (let i = 0; i < clients; i += 1) {
    const structs = readVarUint(decoder);
    const client = readVarUint(decoder);
    let clock = readVarUint(decoder);
    for (let j = 0; j < structs; j += 1) {
      const info = readUint8(decoder);
      const kind = info & 31;
      const length =
        kind === info_gc || kind === info_skip ? readVarUint(decoder) : itemLength(decoder, info);
      if (kind !== info_skip) onRun(client, clock, length);
      clock += length;
    }
  }
}

function itemLength(decoder: Decoder, info: number): number {
  if (info & has_left) skipId(decoder);
  if (info & has_right) skipId(decoder);
  if ((info & (has_left | has_right)) === 0) {
    if (readVarUint(decoder) === 1) skipString(decoder);
    else skipId(decoder);
    if (info & has_key) skipString(decoder);
  }
  return contentLength(decoder, info & 31);
}

function contentLength(decoder: Decoder, kind: number): number {
  switch (kind) {
    case 1: // deleted
      return readVarUint(decoder);
    case 2: // JSON
      return each(decoder, skipString);
    case 4: // text
      return textLength(decoder);
    case 3: // binary
    case 5: // embed
      skipString(decoder);
      return 1;
    case 6: // format: key, value
      skipString(decoder);
      skipString(decoder);
      return 1;
    case 7: // type
      skipType(decoder);
      return 1;
    case 8: // any
      return each(decoder, readAny);
    case 9: // sub-document
      skipString(decoder);
      readAny(decoder);
      return 1;
    default:
      throw new Error(`Yjs has no content of kind ${kind}`);
  }
}

/** Yjs counts UTF-16 units; only what is not ASCII needs to be decoded for that. */
function textLength(decoder: Decoder): number {
  const bytes = readVarUint(decoder);
  const begin = decoder.pos;
  decoder.pos += bytes;
  for (let i = begin; i < decoder.pos; i += 1) {
    if ((decoder.arr[i] as number) > 127)
      return Buffer.from(decoder.arr.subarray(begin, decoder.pos)).toString('utf8').length;
  }
  return bytes;
}

function each(decoder: Decoder, skip: (decoder: Decoder) => unknown): number {
  const length = readVarUint(decoder);
  for (let i = 0; i < length; i += 1) skip(decoder);
  return length;
}

function skipType(decoder: Decoder): void {
  const ref = readVarUint(decoder);
  if (ref === type_ref_xml_element || ref === type_ref_xml_hook) skipString(decoder);
}

function skipId(decoder: Decoder): void {
  readVarUint(decoder);
  readVarUint(decoder);
}

function skipString(decoder: Decoder): void {
  const bytes = readVarUint(decoder);
  decoder.pos += bytes;
}
