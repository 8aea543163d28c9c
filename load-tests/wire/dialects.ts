/**
 * The two protocols of the servers, as far as somebody who types needs them.
 *
 *   hocuspocus   frame = varString note id, varuint type, …    sent first: token, state vector of an empty document
 *   y-websocket  frame = varuint type, …                       sent first: the state vector; the note is in the URL
 *
 *   type 0 = sync: varuint 0 (state vector) | 1 (what it lacks) | 2 (an update), varUint8Array
 *   type 2 = auth: varuint 0 token, varString | 1 denied, varString | 2 authenticated      type 8 = acknowledged: varuint 1
 */
import { createDecoder, type Decoder, readVarString, readVarUint } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';

export type DialectName = 'hocuspocus' | 'y-websocket';

export interface Place {
  /** `ws://host:port`, and the path of the door where there is one. */
  url: string;
  note_id: string;
  token: string;
}

export interface Dialect {
  address(place: Place): string;
  /** What a client says first. */
  greetings(place: Place): Uint8Array[];
  update(place: Place, update: Uint8Array): Uint8Array;
  hear(frame: Uint8Array, ears: Ears): void;
}

export interface Ears {
  /** The server has answered our state vector: the note is open. What the answer holds follows at once. */
  onOpened(): void;
  /** Also what the answer to our state vector holds. The decoder stands at the update's first byte. */
  onUpdate(update: Decoder): void;
  onAck(isSaved: boolean): void;
  onDenied(reason: string): void;
}

const type_sync = 0;
const type_auth = 2;
const type_sync_reply = 4;
const type_ack = 8;
const empty_state_vector = new Uint8Array([0]);

const hocuspocus: Dialect = {
  address: ({ url }) => url,
  greetings: (place) => [token(place), sync(place.note_id, 0, empty_state_vector)],
  update: ({ note_id }, update) => sync(note_id, 2, update),
  hear(frame, ears) {
    const decoder = createDecoder(frame);
    const address_bytes = readVarUint(decoder);
    decoder.pos += address_bytes;
    hearTyped(decoder, ears);
  },
};

const yWebsocket: Dialect = {
  address: ({ url, note_id }) => `${url}/${note_id}`,
  greetings: () => [sync(null, 0, empty_state_vector)],
  update: (_place, update) => sync(null, 2, update),
  hear: (frame, ears) => hearTyped(createDecoder(frame), ears),
};

export const dialects: Record<DialectName, Dialect> = { hocuspocus, 'y-websocket': yWebsocket };

function hearTyped(decoder: Decoder, ears: Ears): void {
  const type = readVarUint(decoder);
  if (type === type_sync || type === type_sync_reply) {
    const step = readVarUint(decoder);
    if (step === 0) return;
    readVarUint(decoder); // the update's length: it is the rest of the frame
    if (step === 1) ears.onOpened();
    ears.onUpdate(decoder);
  } else if (type === type_ack) {
    ears.onAck(readVarUint(decoder) === 1);
  } else if (type === type_auth && readVarUint(decoder) === 1) {
    ears.onDenied(readVarString(decoder));
  }
}

function token({ note_id, token: secret }: Place): Uint8Array {
  const encoder = createEncoder();
  writeVarString(encoder, note_id);
  writeVarUint(encoder, type_auth);
  writeVarUint(encoder, 0);
  writeVarString(encoder, secret);
  return toUint8Array(encoder);
}

function sync(note_id: string | null, step: 0 | 2, bytes: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  if (note_id !== null) writeVarString(encoder, note_id);
  writeVarUint(encoder, type_sync);
  writeVarUint(encoder, step);
  writeVarUint8Array(encoder, bytes);
  return toUint8Array(encoder);
}
