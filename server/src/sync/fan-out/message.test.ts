import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessage, type FanOutMessage } from './message.ts';

const here = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
const there = new Uint8Array([8, 7, 6, 5, 4, 3, 2, 1]);
const bytes = fc.uint8Array({ maxLength: 100 });
const messages: fc.Arbitrary<FanOutMessage> = fc.oneof(
  fc.record({ kind: fc.constant('updates' as const), first_seq: fc.nat(), updates: fc.array(bytes) }),
  fc.record({ kind: fc.constant('presence' as const), update: bytes }),
  fc.record({ kind: fc.constant('who_is_here' as const) }),
  fc.record({ kind: fc.constant('stateless' as const), payload: fc.string() }),
);

describe('a fan-out message', () => {
  it('F1: arrives on other instances as it was sent, and never on one’s own', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const sent = encodeMessage(here, message);
        expect(plain(decodeMessage(there, sent))).toEqual(plain(message));
        expect(decodeMessage(here, sent)).toBeNull();
      }),
    );
  });

  it('of another version is an error', () => {
    expect(() => decodeMessage(here, new Uint8Array([...there, 99]))).toThrow('version');
  });
});

function plain(message: FanOutMessage | null): unknown {
  return JSON.parse(JSON.stringify(message));
}
