import { expect, test } from 'vitest';
import { formatBytes } from './format-bytes.ts';

test('bytes are told in the unit that needs few digits', () => {
  expect(formatBytes(0, 'en')).toBe('0 bytes');
  expect(formatBytes(1, 'en')).toBe('1 byte');
  expect(formatBytes(999, 'en')).toBe('999 bytes');
  expect(formatBytes(1_450_000, 'en')).toBe('1.5 MB');
  expect(formatBytes(63_000_000_000, 'en')).toBe('63 GB');
});

test('the comma is the language’s own', () => {
  expect(formatBytes(1_450_000, 'de')).toBe('1,5 MB');
});
