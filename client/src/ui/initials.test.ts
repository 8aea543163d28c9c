import { expect, test } from 'vitest';
import { initials } from './initials.ts';

test('initials are of the first and the last name', () => {
  expect(initials('Ada Lovelace')).toBe('AL');
  expect(initials('ada')).toBe('A');
  expect(initials('  Anna  Maria   Berg ')).toBe('AB');
  expect(initials('Mia (guest)')).toBe('M');
  expect(initials('')).toBe('?');
});

test('a character of several code points stays whole', () => {
  expect(initials('👩🏽‍🚀 Zoë')).toBe('👩🏽‍🚀Z');
});
