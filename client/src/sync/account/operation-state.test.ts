import { describe, expect, it } from 'vitest';
import { backoff_ms, type OperationEvent, type OperationState, transition } from './operation-state.ts';

const states: OperationState[] = [
  { name: 'waiting', tries: 2 },
  { name: 'sending', tries: 2 },
  { name: 'retrying', tries: 2, until: 100, fault: 'unreachable' },
  { name: 'retrying', tries: 2, until: 100, fault: 'busy' },
  { name: 'signed_out', tries: 2 },
  { name: 'set_aside', tries: 2, refusal: 'forbidden', detail: 'No', since: 50 },
];

const events: Record<string, OperationEvent> = {
  begun: { name: 'begun' },
  confirmed: { name: 'confirmed' },
  failed: { name: 'failed', fault: 'busy', until: 300 },
  refused: { name: 'refused', refusal: 'too_large', detail: 'Too much', at: 200 },
  unauthorized: { name: 'unauthorized' },
  reclaimed: { name: 'reclaimed' },
  early: { name: 'due', at: 99 },
  due: { name: 'due', at: 100 },
  hurried: { name: 'hurried' },
  signed_in: { name: 'signed_in' },
  tried_again: { name: 'tried_again' },
  discarded: { name: 'discarded' },
};

/** Rows are states in the order above, columns events: the state afterwards, `·` for the same, `gone`. */
const table: Record<string, string[]> = {
  //             waiting     sending     unreachable busy        signed_out  set_aside
  begun: ['sending 3', '·', '·', '·', '·', '·'],
  confirmed: ['·', 'gone', '·', '·', '·', '·'],
  failed: ['·', 'retrying 2', '·', '·', '·', '·'],
  refused: ['·', 'set_aside 2', '·', '·', '·', '·'],
  unauthorized: ['·', 'signed_out 2', '·', '·', '·', '·'],
  reclaimed: ['·', 'waiting 2', '·', '·', '·', '·'],
  early: ['·', '·', '·', '·', '·', '·'],
  due: ['·', '·', 'waiting 2', 'waiting 2', '·', '·'],
  hurried: ['·', '·', 'waiting 2', '·', '·', '·'],
  signed_in: ['·', '·', '·', '·', 'waiting 2', '·'],
  tried_again: ['·', '·', 'waiting 0', 'waiting 0', 'waiting 0', 'waiting 0'],
  discarded: ['gone', '·', 'gone', 'gone', 'gone', 'gone'],
};

describe('an operation', () => {
  it.each(Object.entries(events))('goes from each state by %s as the table says', (name, event) => {
    const after = states.map((state) => {
      const next = transition(state, event);
      if (next === null) return 'gone';
      return next === state ? '·' : `${next.name} ${next.tries}`;
    });
    expect(after).toEqual(table[name]);
  });

  it('leaves the queue by a confirmation or a person’s decision, and by nothing else (O3)', () => {
    const leaving = Object.entries(table).filter(([, after]) => after.includes('gone'));
    expect(leaving.map(([name]) => name)).toEqual(['confirmed', 'discarded']);
  });

  it('that fails or is refused keeps why, and until or since when', () => {
    const sending: OperationState = { name: 'sending', tries: 1 };
    expect(transition(sending, { name: 'failed', fault: 'busy', until: 300 })).toMatchObject({
      fault: 'busy',
      until: 300,
    });
    expect(
      transition(sending, { name: 'refused', refusal: 'too_large', detail: 'Too much', at: 200 }),
    ).toMatchObject({ refusal: 'too_large', detail: 'Too much', since: 200 });
  });
});

describe('the time until the next try', () => {
  it('doubles from a second to a minute', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 50].map((tries) => backoff_ms(tries, () => 1));
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('is left to chance by half', () => {
    expect([backoff_ms(3, () => 0), backoff_ms(3, () => 0.5)]).toEqual([2_000, 3_000]);
  });
});
