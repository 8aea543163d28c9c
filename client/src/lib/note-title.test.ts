import { beforeAll, expect, test } from 'vitest';
import { activateLanguage } from './i18n/i18n.ts';
import { titleParts } from './note-title.ts';

beforeAll(() => activateLanguage('en'));

test('a title without words is called Untitled', () => {
  expect(titleParts('')).toEqual({ emoji: null, text: 'Untitled' });
  expect(titleParts('  \n ')).toEqual({ emoji: null, text: 'Untitled' });
  expect(titleParts('🎈')).toEqual({ emoji: '🎈', text: 'Untitled' });
});

test('a leading emoji is the icon, also one of several code points', () => {
  expect(titleParts('👩🏽‍🚀 Moon')).toEqual({ emoji: '👩🏽‍🚀', text: 'Moon' });
  expect(titleParts('🇨🇭Trip')).toEqual({ emoji: '🇨🇭', text: 'Trip' });
});

test('digits and emoji further in stay text', () => {
  expect(titleParts('2026 plan 🎈')).toEqual({ emoji: null, text: '2026 plan 🎈' });
});

test('white space is one space', () => {
  expect(titleParts(' a\n  b ')).toEqual({ emoji: null, text: 'a b' });
});
