import { expect, test } from 'vitest';
import { type KeyPress, keyCaps, matches } from './hotkeys.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: `Key${key.toUpperCase()}`,
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test('Mod is the command key on a Mac and Ctrl elsewhere', () => {
  expect(matches('Mod+.', press('.', { metaKey: true }), true)).toBe(true);
  expect(matches('Mod+.', press('.', { ctrlKey: true }), true)).toBe(false);
  expect(matches('Mod+.', press('.', { ctrlKey: true }), false)).toBe(true);
  expect(matches('Mod+.', press('.'), false)).toBe(false);
});

test('Alt and a letter match the physical key, whatever character it types', () => {
  expect(matches('Alt+N', press('˜', { altKey: true, code: 'KeyN' }), true)).toBe(true);
  expect(matches('Alt+N', press('n'), true)).toBe(false);
});

test('a question mark matches with and without Shift', () => {
  expect(matches('?', press('?', { shiftKey: true }))).toBe(true);
  expect(matches('?', press('?'))).toBe(true);
});

test('a letter with Shift is not the letter without', () => {
  expect(matches('Mod+L', press('L', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
  expect(matches('Mod+Shift+L', press('L', { ctrlKey: true, shiftKey: true }), false)).toBe(true);
});

test('key caps are those of the keyboard at hand', () => {
  expect(keyCaps('Mod+Shift+L', true)).toEqual(['⌘', '⇧', 'L']);
  expect(keyCaps('Mod+Shift+L', false)).toEqual(['Ctrl', 'Shift', 'L']);
});
