import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClockRange } from './archive.ts';
import { intersectRanges, joinRanges } from './clock-ranges.ts';

const ranges = fc.array(
  fc.record({ client: fc.nat(2), clock: fc.nat(30), length: fc.integer({ min: 1, max: 8 }) }),
  { maxLength: 12 },
);

/** One by one. */
const editsOf = (ranges: readonly ClockRange[]): string[] =>
  ranges.flatMap(({ client, clock, length }) =>
    Array.from({ length }, (_, index) => `${client} ${String(clock + index).padStart(2, '0')}`),
  );

test('joined ranges are the same edits, each once, in order', () => {
  fc.assert(
    fc.property(ranges, (drawn) => {
      const joined = joinRanges(drawn);
      expect(editsOf(joined)).toEqual([...new Set(editsOf(drawn))].sort());
      for (const [index, { client, clock }] of joined.entries()) {
        const last = joined[index - 1];
        if (last?.client === client) expect(clock).toBeGreaterThan(last.clock + last.length);
      }
    }),
  );
});

test('the intersection has what is in both', () => {
  fc.assert(
    fc.property(ranges, ranges, (a, b) => {
      const inB = new Set(editsOf(b));
      expect(editsOf(intersectRanges(a, b))).toEqual(
        [...new Set(editsOf(a))].filter((edit) => inB.has(edit)).sort(),
      );
    }),
  );
});
