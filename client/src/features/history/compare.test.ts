import { expect, test } from 'vitest';
import { sinceOf } from './compare.ts';
import { makeEntry } from './testing.ts';

const entries = [makeEntry({ from_seq: 11, to_seq: 20 }), makeEntry({ from_seq: 1, to_seq: 10 })];

test('a revision is compared with what was before its sitting', () => {
  expect([20, 15, 11, 10, 1].map((seq) => sinceOf('before', entries, seq))).toEqual([10, 10, 10, 0, 0]);
});

test('one that is further back than the timeline is loaded is compared with itself', () => {
  expect(sinceOf('before', [makeEntry({ from_seq: 11, to_seq: 20 })], 7)).toBe(7);
});

test('with another revision it is compared as far as that was before it', () => {
  expect([sinceOf(5, entries, 20), sinceOf(15, entries, 12)]).toEqual([5, 12]);
});

test('who wrote what is what was changed since there was nothing', () => {
  expect([sinceOf('authors', entries, 20), sinceOf('nothing', entries, 20)]).toEqual([0, 20]);
});
