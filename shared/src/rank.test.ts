import fc from 'fast-check';
import { LexoRank } from 'lexorank';
import { describe, expect, it } from 'vitest';
import { rank_length_max } from './api/notes.ts';
import { compareRanked, rankBetween, ranksBetween } from './rank.ts';

const well_formed = /^0\|[0-9a-z]{6}:([0-9a-z]*[1-9a-z])?$/;

/** A list that grew by putting something at each of these places. */
function grow(places: readonly number[]): string[] {
  const ranks: string[] = [];
  for (const place of places) {
    const at = place % (ranks.length + 1);
    ranks.splice(at, 0, rankBetween(ranks[at - 1] ?? null, ranks[at] ?? null));
  }
  return ranks;
}

describe('a rank', () => {
  it('is strictly between its neighbours, wherever things are put', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 200 }), (places) => {
        const ranks = grow(places);
        expect(ranks).toEqual([...new Set(ranks)].sort());
        for (const rank of ranks) {
          expect(rank).toMatch(well_formed);
          expect(rank > '0|000000:' && rank < '0|zzzzzz:').toBe(true);
        }
      }),
    );
  });

  it('is what the lexorank library reads and orders alike', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 2, maxLength: 40 }), (places) => {
        const parsed = grow(places).map((rank) => LexoRank.parse(rank));
        for (const [at, rank] of parsed.slice(1).entries()) expect(parsed[at]?.compareTo(rank)).toBe(-1);
      }),
    );
  });

  it('stays as short as it was when a hundred thousand are added at either end', () => {
    let [first, last] = [rankBetween(null, null), rankBetween(null, null)];
    for (let count = 0; count < 100_000; count += 1) {
      first = rankBetween(null, first);
      last = rankBetween(last, null);
    }
    expect([first.length, last.length]).toEqual([9, 9]);
  });

  it('grows by a digit for every five that are put into the same gap, so hundreds fit', () => {
    let [low, high] = [rankBetween(null, null), rankBetween(rankBetween(null, null), null)];
    for (let count = 0; count < 900; count += 1) {
      if (count % 2) low = rankBetween(low, high);
      else high = rankBetween(low, high);
    }
    expect(low.length).toBeLessThan(rank_length_max);
    let after = rankBetween(low, null);
    for (let count = 0; count < 900; count += 1) after = rankBetween(low, after);
    expect(after.length).toBeLessThan(rank_length_max + low.length);
  });

  it('does not exist between equals', () => {
    const rank = rankBetween(null, null);
    expect(() => rankBetween(rank, rank)).toThrow(RangeError);
  });

  it('at the very ends still has room outside', () => {
    const [first, last] = ['0|000001:', '0|zzzzzy:'];
    expect([rankBetween(null, first) < first, rankBetween(last, null) > last]).toEqual([true, true]);
  });
});

describe('ranks', () => {
  it('come as many as asked for, in order, inside their bounds', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.boolean(), fc.boolean(), (count, hasBefore, hasAfter) => {
        const before = hasBefore ? '0|hzzzzz:' : null;
        const after = hasAfter ? '0|hzzzzz:1' : null;
        const ranks = ranksBetween(before, after, count);
        expect(ranks).toHaveLength(count);
        expect(ranks).toEqual([...new Set(ranks)].sort());
        for (const rank of ranks) {
          expect(rank > (before ?? '0|000000:') && rank < (after ?? '0|zzzzzz:')).toBe(true);
        }
      }),
    );
  });

  it('that are equal are ordered by id', () => {
    const rows = [
      { rank: '0|b', id: 'b' },
      { rank: '0|b', id: 'a' },
      { rank: '0|a', id: 'c' },
    ];
    expect(rows.sort(compareRanked).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  });
});
