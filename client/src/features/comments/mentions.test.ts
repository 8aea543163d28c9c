import { describe, expect, it } from 'vitest';
import { matching, mentionAt, mentionsIn, partsOf } from './mentions.ts';

const ada = { id: 'a', name: 'Ada Lovelace' };
const grace = { id: 'g', name: 'Grace Hopper' };
const other = { id: 'o', name: 'Grace Hopper' };

describe('a name that is being typed', () => {
  it.each([
    ['@', 1, ''],
    ['Ask @gr', 7, 'gr'],
    ['Ask @Grace Ho', 13, 'Grace Ho'],
    ['(@ad', 4, 'ad'],
  ])('%s', (text, caret, query) => {
    expect(mentionAt(text, caret)).toEqual({ from: text.indexOf('@'), to: caret, query });
  });

  it.each(['mail@example', 'Ask @ gr', 'nobody', '@a b c'])('%s is none', (text) => {
    expect(mentionAt(text, text.length)).toBeNull();
  });

  it('is found by the beginning of any of its words', () => {
    expect(matching([ada, grace], 'lo')).toEqual([ada]);
    expect(matching([ada, grace], '')).toEqual([ada, grace]);
    expect(matching([ada, grace], 'vel')).toEqual([]);
  });
});

describe('whom a comment names', () => {
  it('is who was chosen or is called so, as long as it says their name', () => {
    expect(mentionsIn('Ask @Ada Lovelace', [grace], [ada, grace])).toEqual([ada]);
    expect(mentionsIn('Ask @Ada', [ada], [ada])).toEqual([]);
  });

  it('of two people with one name is the one that was chosen', () => {
    expect(mentionsIn('@Grace Hopper', [other], [grace, other])).toEqual([other]);
  });
});

it('a comment is drawn with its names and its links, and nothing of it is lost', () => {
  const text = 'See https://example.com/a?b=(c). @Grace Hopper, or http://x.y/z!';
  const parts = partsOf(text, [grace, { name: 'Grace' }]);
  expect(parts.filter(({ kind }) => kind !== 'text')).toEqual([
    { kind: 'link', text: 'https://example.com/a?b=(c' },
    { kind: 'mention', text: '@Grace Hopper' },
    { kind: 'link', text: 'http://x.y/z' },
  ]);
  expect(parts.map((part) => part.text).join('')).toBe(text);
  expect(partsOf('javascript:alert(1)', [])).toEqual([{ kind: 'text', text: 'javascript:alert(1)' }]);
});
