import fc from 'fast-check';
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { stampPresence } from './presence.ts';
import { ProtocolFault } from './protocol-fault.ts';

const ada = { id: 'a', name: 'Ada', color: '#1d4ed8' };
const nobody = () => false;

interface State {
  client_id: number;
  clock: number;
  state: unknown;
}

function encode(states: State[]): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, states.length);
  for (const { client_id, clock, state } of states) {
    writeVarUint(encoder, client_id);
    writeVarUint(encoder, clock);
    writeVarString(encoder, JSON.stringify(state));
  }
  return toUint8Array(encoder);
}

/** As a peer sees it. */
function heard(update: Uint8Array | null, before: State[] = []): Map<number, Record<string, unknown>> {
  const awareness = new Awareness(new Y.Doc());
  awareness.setLocalState(null);
  if (before.length > 0) applyAwarenessUpdate(awareness, encode(before), null);
  if (update) applyAwarenessUpdate(awareness, update, null);
  awareness.destroy();
  return awareness.getStates();
}

function kindOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ProtocolFault) return error.kind;
    throw error;
  }
  return 'none';
}

describe('P5: stamped presence', () => {
  it('names the person that the server knows, and keeps the rest of what a client says', () => {
    const update = encode([
      { client_id: 7, clock: 3, state: { cursor: 1, user: { id: 'q', name: 'The Queen' } } },
    ]);
    const state = heard(stampPresence(update, ada, nobody, 1_000)).get(7);
    expect(state).toMatchObject({ cursor: 1, user: ada });
  });

  it('keeps a removal, so that a peer sees someone leave', () => {
    const gone = stampPresence(encode([{ client_id: 7, clock: 4, state: null }]), ada, nobody, 1_000);
    expect(heard(gone, [{ client_id: 7, clock: 3, state: { cursor: 1 } }]).size).toBe(0);
  });

  it('leaves out what a client says of others, removals included, and answers null when nothing remains', () => {
    const echo = encode([
      { client_id: 1, clock: 1, state: { cursor: 1 } },
      { client_id: 2, clock: 9, state: null },
    ]);
    expect([...heard(stampPresence(echo, ada, (id) => id === 2, 1_000)).keys()]).toEqual([1]);
    expect(stampPresence(echo, ada, () => true, 1_000)).toBeNull();
    expect(stampPresence(encode([]), ada, nobody, 1_000)).toBeNull();
  });

  it('P1: hears a client for ten ids at most, and closes for a state over the limit but not for an echo of one', () => {
    const many = Array.from({ length: 50 }, (_, i) => ({ client_id: i + 1, clock: 1, state: { i } }));
    expect(heard(stampPresence(encode(many), ada, nobody, 1_000)).size).toBe(10);
    const large = encode([{ client_id: 1, clock: 1, state: { text: 'x'.repeat(1_000) } }]);
    expect(kindOf(() => stampPresence(large, ada, nobody, 1_000))).toBe('too_large');
    expect(kindOf(() => stampPresence(large, ada, () => true, 1_000))).toBe('none');
  });

  it('closes as bad_message for whatever is no awareness update, and throws nothing else', () => {
    for (const state of [1, 'text', [1], true]) {
      expect(kindOf(() => stampPresence(encode([{ client_id: 1, clock: 1, state }]), ada, nobody, 100))).toBe(
        'bad_message',
      );
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(['none', 'bad_message', 'too_large']).toContain(
          kindOf(() => stampPresence(bytes, ada, nobody, 100)),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads what y-protocols writes: whatever the states, all that remain are the person’s own', () => {
    const states = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 9 });
    fc.assert(
      fc.property(states, (said) => {
        const awareness = new Awareness(new Y.Doc());
        awareness.setLocalState(null);
        for (const [i, state] of said.entries()) awareness.states.set(i + 1, state);
        for (const i of said.keys()) awareness.meta.set(i + 1, { clock: 5, lastUpdated: 0 });
        const update = encodeAwarenessUpdate(awareness, [...awareness.states.keys()]);
        awareness.destroy();
        const seen = heard(stampPresence(update, ada, nobody, 1_000_000));
        expect(seen.size).toBe(said.length);
        for (const state of seen.values()) expect(state.user).toMatchObject(ada);
      }),
    );
  });
});
