/**
 * Who a person is in a note's presence is what the server says (P5): a client speaks for awareness ids of its own, and
 * the server writes the name into what it says.
 *
 *   awareness update = varuint count, then count × (varuint client id, varuint clock, varString JSON)
 *   JSON `null`      = this client id is gone
 *
 * y-websocket's provider echoes what it hears of others; that is left out and not held against it.
 */
import type { Document } from '@hocuspocus/server';
import { createDecoder, hasContent, readVarString, readVarUint } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding';
import type { PresenceUser } from '@scriptorium/shared/protocol/awareness.ts';
import { own_states_max } from './doors/limits.ts';
import { ProtocolFault } from './protocol-fault.ts';

interface OwnState {
  client_id: number;
  clock: number;
  json: string;
}

/**
 * @param update what a client sent: the content of an awareness message
 * @param isSomeoneElses whether the awareness id is in use by another person
 * @param state_bytes_max of one state as JSON (`config.limits.awareness_bytes_max`)
 * @returns what remains, with `user` as the server knows it; null when nothing does. A client that speaks for more than
 * ten ids that nobody else uses is heard for the first ten.
 * @throws ProtocolFault `bad_message` for bytes that are no awareness update, `too_large` for a state over the limit
 */
export function stampPresence(
  update: Uint8Array,
  user: PresenceUser,
  isSomeoneElses: (client_id: number) => boolean,
  state_bytes_max: number,
): Uint8Array | null {
  const own = readStates(update)
    .filter(({ client_id }) => !isSomeoneElses(client_id))
    .slice(0, own_states_max);
  if (own.length === 0) return null;
  const encoder = createEncoder();
  writeVarUint(encoder, own.length);
  for (const { client_id, clock, json } of own) {
    if (json.length > state_bytes_max) throw new ProtocolFault('too_large', 'a presence is too large');
    writeVarUint(encoder, client_id);
    writeVarUint(encoder, clock);
    writeVarString(encoder, stampState(json, user));
  }
  return toUint8Array(encoder);
}

function readStates(update: Uint8Array): OwnState[] {
  try {
    const decoder = createDecoder(update);
    const states: OwnState[] = [];
    for (let count = readVarUint(decoder); count > 0; count--) {
      states.push({
        client_id: readVarUint(decoder),
        clock: readVarUint(decoder),
        json: readVarString(decoder),
      });
    }
    if (hasContent(decoder)) throw new Error('bytes follow the last state');
    return states;
  } catch (cause) {
    throw new ProtocolFault('bad_message', 'the bytes are no awareness update', { cause });
  }
}

function stampState(json: string, user: PresenceUser): string {
  let state: unknown;
  try {
    state = JSON.parse(json);
  } catch (cause) {
    throw new ProtocolFault('bad_message', 'a presence is no JSON', { cause });
  }
  if (state === null) return 'null';
  if (typeof state !== 'object' || Array.isArray(state)) {
    throw new ProtocolFault('bad_message', 'a presence is no object');
  }
  return JSON.stringify({ ...state, user });
}

/** The same person may take an id over: a tab that reconnects before its old socket is known to be dead. */
export function isSomeoneElses(document: Document, client_id: number, person_id: string): boolean {
  const state = document.awareness.getStates().get(client_id);
  return state !== undefined && state.user?.id !== person_id;
}
