import { expect, it } from 'vitest';
import { countWords } from './count-words.ts';

it('words are counted, signs between them are not', () => {
  expect(countWords(['It’s 3 o’clock — or so.', '', 'Well-known facts'], 'en')).toMatchObject({ words: 8 });
});

it('an emoji of several signs is one character', () => {
  expect(countWords(['👩‍👩‍👧 né'], 'en').characters).toBe(4);
  expect(countWords(['abc', 'de'], 'en').characters).toBe(5);
});

it('words of a script without spaces are found', () => {
  expect(countWords(['東京に行きます'], 'ja').words).toBeGreaterThan(2);
});

it('reading takes a minute at least, and about 238 words a minute', () => {
  expect(countWords(['one'], 'en').minutes).toBe(1);
  expect(countWords(['word '.repeat(2_380)], 'en').minutes).toBe(10);
});
