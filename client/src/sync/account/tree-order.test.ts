import { rank_length_max } from '@scriptorium/shared/api/notes.ts';
import { compareRanked } from '@scriptorium/shared/rank.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeNote } from './testing.ts';
import { ranksAt, siblingsIn } from './tree-order.ts';

const anyRank = fc.constantFrom('0|0zzzzz:', '0|hzzzzz:', '0|hzzzzz:i', '0|hzzzzz:i1', '0|zzzzz0:');

describe('a place among siblings', () => {
  it('is the one that was asked for, also where ranks are equal', () => {
    fc.assert(
      fc.property(fc.array(anyRank, { maxLength: 8 }), fc.nat(8), (ranks, wanted) => {
        const others = ranks.map((rank, index) => ({ id: `n${index}`, rank })).sort(compareRanked);
        const index = Math.min(wanted, others.length);
        const changed = new Map(ranksAt(others, 'moved', index).map((each) => [each.id, each]));
        const all = [...others.map((each) => changed.get(each.id) ?? each), changed.get('moved')];
        const order = all
          .flatMap((each) => (each ? [each] : []))
          .sort(compareRanked)
          .map(({ id }) => id);
        const expected = others.map(({ id }) => id);
        expected.splice(index, 0, 'moved');
        expect(order).toEqual(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it('changes no row but the moved one where there is room', () => {
    const others = [
      { id: 'a', rank: '0|aaaaaa:' },
      { id: 'b', rank: '0|bbbbbb:' },
    ];
    expect([0, 1, 2].map((index) => ranksAt(others, 'moved', index).length)).toEqual([1, 1, 1]);
  });

  it('makes room where a gap is used up', () => {
    const others = [
      { id: 'a', rank: `0|hzzzzz:${'z'.repeat(rank_length_max - 10)}1` },
      { id: 'b', rank: `0|hzzzzz:${'z'.repeat(rank_length_max - 10)}2` },
    ];
    const changed = ranksAt(others, 'moved', 1);
    expect(changed.map(({ id }) => id)).toEqual(['a', 'moved', 'b']);
    expect(Math.max(...changed.map(({ rank }) => rank.length))).toBeLessThan(20);
  });
});

describe('siblings', () => {
  it('are the notes below the same one that are not in the trash, in order', () => {
    const notes = [
      makeNote('z', { parent_id: 'p' }),
      makeNote('a', { parent_id: 'p', rank: '0|i00000:' }),
      makeNote('gone', { parent_id: 'p', trashed_with: 'gone' }),
      makeNote('elsewhere'),
    ];
    expect(siblingsIn(notes, 'p').map(({ id }) => id)).toEqual(['z', 'a']);
    expect(siblingsIn(notes, 'p', 'z').map(({ id }) => id)).toEqual(['a']);
    expect(siblingsIn(notes, null).map(({ id }) => id)).toEqual(['elsewhere']);
  });
});
