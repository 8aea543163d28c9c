import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cursor } from './cursor.ts';

describe('a cursor', () => {
  it('F2: has everything once every range has come, in whatever order and however often', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(lengths, fc.nat({ max: 100 }), fc.infiniteStream(fc.nat()), (sizes, start, picks) => {
        let seq = start;
        const ranges = sizes.map((size) => {
          seq += size;
          return { first: seq - size + 1, last: seq };
        });
        const cursor = new Cursor(start);
        const left = [...ranges];
        while (left.length > 0) {
          const at = Number(picks.next().value) % left.length;
          const [{ first, last } = { first: 0, last: 0 }] = left.splice(at, 1);
          cursor.add(first, last);
          if (at % 2) cursor.add(first, last);
          const firstMissing = Math.min(...left.map((range) => range.first), seq + 1);
          expect(cursor.seq).toBe(firstMissing - 1);
          expect(cursor.hasGap).toBe(
            left.some((range) => ranges.some((r) => r.first > range.last && !left.includes(r))),
          );
        }
        expect(cursor.seq).toBe(seq);
      }),
    );
  });

  it('F2: knows a gap until the log has closed it', () => {
    const cursor = new Cursor(3);
    cursor.add(6, 7);
    expect([cursor.seq, cursor.hasGap]).toEqual([3, true]);
    cursor.advance(5);
    expect([cursor.seq, cursor.hasGap]).toEqual([7, false]);
  });
});
