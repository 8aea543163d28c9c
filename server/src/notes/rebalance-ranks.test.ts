import { compareRanked, rankBetween } from '@scriptorium/shared/rank.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RankedRow, rebalance } from './rebalance-ranks.ts';

/** Lists that grew where people always put things into the same few gaps: their ranks grow long there. */
const grown = fc
  .array(fc.tuple(fc.nat({ max: 6 }), fc.integer({ min: 1, max: 250 })), { minLength: 1, maxLength: 5 })
  .map((bursts) => {
    const ranks: string[] = ['0|100000:', '0|hzzzzz:', '0|hzzzzz:', '0|i00000:', '0|zzzzz0:'];
    for (const [place, count] of bursts) {
      const at = Math.min(place, ranks.length - 1);
      for (let i = 0; i < count; i++) {
        const [before, after] = [ranks[at] ?? null, ranks[at + 1] ?? null];
        if (before !== null && after !== null && before >= after) break;
        const rank = rankBetween(before, after);
        if (rank.length > 200) break;
        ranks.splice(at + 1, 0, rank);
      }
    }
    return ranks
      .map((rank, index) => ({ id: `n${String(index).padStart(4, '0')}`, rank }))
      .sort(compareRanked);
  });

function after(rows: readonly RankedRow[]): RankedRow[] {
  const changed = new Map(rebalance(rows).map((row) => [row.id, row]));
  return rows.map((row) => changed.get(row.id) ?? row);
}

describe('N15: ranks that have grown long', () => {
  it('become short, in the order in which they were, and a second time nothing changes', () => {
    let long = 0;
    fc.assert(
      fc.property(grown, (rows) => {
        if (rows.some(({ rank }) => rank.length > 60)) long += 1;
        const now = after(rows);
        expect(now.every(({ rank }) => rank.length <= 60)).toBe(true);
        expect(now.toSorted(compareRanked).map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
        expect(rebalance(now)).toEqual([]);
      }),
      { numRuns: 200 },
    );
    expect(long).toBeGreaterThan(20);
  });

  it('leave what somebody offline puts between two neighbours between those that stayed around them', () => {
    fc.assert(
      fc.property(grown, fc.nat(), (rows, chosen) => {
        const at = chosen % rows.length;
        const [before, next] = [rows[at], rows[at + 1]];
        if (!before || (next && before.rank >= next.rank)) return;
        const offline = { id: 'offline', rank: rankBetween(before.rank, next?.rank ?? null) };
        const now = after(rows);
        const stays = (row: RankedRow, index: number) => now[index]?.rank === row.rank;
        const order = [...now, offline].sort(compareRanked).map(({ id }) => id);
        const place = order.indexOf('offline');
        for (const [index, row] of rows.entries()) {
          if (!stays(row, index)) continue;
          expect(order.indexOf(row.id) < place).toBe(index <= at);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('change nothing around them where there is room', () => {
    const rows = [
      { id: 'a', rank: '0|100000:' },
      { id: 'b', rank: `0|100000:${'0'.repeat(70)}1` },
      { id: 'c', rank: `0|100000:${'0'.repeat(70)}2` },
      { id: 'd', rank: '0|200000:' },
    ];
    expect(rebalance(rows).map(({ id }) => id)).toEqual(['b', 'c']);
    expect(rebalance([])).toEqual([]);
  });
});
