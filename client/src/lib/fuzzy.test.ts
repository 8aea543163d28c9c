import { expect, test } from 'vitest';
import { fuzzyMatch } from './fuzzy.ts';

/** The text with what was found in brackets. */
function marked(query: string, text: string): string | null {
  const match = fuzzyMatch(query, text);
  if (!match) return null;
  return match.ranges.reduceRight(
    (shown, [from, to]) => `${shown.slice(0, from)}[${shown.slice(from, to)}]${shown.slice(to)}`,
    text,
  );
}

function best(query: string, texts: string[]): string[] {
  return texts
    .map((text) => ({ text, score: fuzzyMatch(query, text)?.score ?? Number.NEGATIVE_INFINITY }))
    .filter(({ score }) => score > Number.NEGATIVE_INFINITY)
    .sort((a, b) => b.score - a.score)
    .map(({ text }) => text);
}

test('the beginning of the text is better than of a word, that better than inside one, and letters apart come last', () => {
  const texts = ['Postal plan', 'A latent plan', 'Planning', 'Explanation'];
  expect(best('plan', texts)).toEqual(['Planning', 'Postal plan', 'A latent plan', 'Explanation']);
  expect(best('pan', ['Plan', 'Pantry', 'Company'])).toEqual(['Pantry', 'Company', 'Plan']);
});

test('among equals the shorter is better', () => {
  expect(best('plan', ['Planning of the year', 'Plan'])).toEqual(['Plan', 'Planning of the year']);
});

test('case and accents do not count, and what was found is marked in the text as it is', () => {
  expect(marked('ubung', 'Die Übung')).toBe('Die [Übung]');
  expect(marked('ÜBUNG', 'Die u\u0308bung')).toBe('Die [u\u0308bung]');
  expect(marked('ﬁsch', 'Fisch')).toBe('[Fisch]');
  expect(marked('moon', '👩🏽‍🚀 Moon')).toBe('👩🏽‍🚀 [Moon]');
});

test('words are found in any order, and all have to be there', () => {
  expect(marked('water shape', 'The shape of water')).toBe('The [shape] of [water]');
  expect(marked('water fire', 'The shape of water')).toBeNull();
});

test('letters that were left out are forgiven, from the beginning of a word on', () => {
  expect(marked('shwat', 'The shape of water')).toBe('The [sh]ape of [wat]er');
  expect(marked('hwat', 'The shape of water')).toBeNull();
  expect(marked('z', 'The shape of water')).toBeNull();
});

test('no query matches everything, and marks nothing', () => {
  expect(marked('  ', 'Anything')).toBe('Anything');
});
