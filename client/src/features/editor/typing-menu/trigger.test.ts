import { expect, test } from 'vitest';
import { findTrigger } from './trigger.ts';

test('a slash at the start of a line or after a space asks for blocks', () => {
  expect(findTrigger('/')).toEqual({ kind: 'block', length: 1, query: '' });
  expect(findTrigger('see /tab')).toEqual({ kind: 'block', length: 4, query: 'tab' });
  expect(findTrigger('/heading 2')).toEqual({ kind: 'block', length: 10, query: 'heading 2' });
  for (const text of ['and/or', 'https://', '1/2', '/ ', '/a b c'])
    expect(findTrigger(text), text).toBe(null);
});

test('an at sign asks for people and notes, but not in an address', () => {
  expect(findTrigger('ask @Ada L')).toEqual({ kind: 'mention', length: 6, query: 'Ada L' });
  expect(findTrigger('(@')).toEqual({ kind: 'mention', length: 1, query: '' });
  expect(findTrigger('ada@example')).toBe(null);
});

test('two brackets ask for notes', () => {
  expect(findTrigger('see[[Plan B')).toEqual({ kind: 'note', length: 8, query: 'Plan B' });
  expect(findTrigger('[[Plan]]')).toBe(null);
});

test('a colon asks for emoji once two letters follow it', () => {
  expect(findTrigger(':wa')).toEqual({ kind: 'emoji', length: 3, query: 'wa' });
  for (const text of [':', ':w', 'at 10:30', 'note: x']) expect(findTrigger(text), text).toBe(null);
});
