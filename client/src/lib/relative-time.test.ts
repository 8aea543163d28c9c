import { expect, test } from 'vitest';
import { relativeTime } from './relative-time.ts';

const now = Date.parse('2026-11-21T12:00:00Z');

test('time is told in its largest whole unit', () => {
  expect(relativeTime('2026-11-21T11:59:31Z', now, 'en')).toBe('just now');
  expect(relativeTime('2026-11-21T11:57:01Z', now, 'en')).toBe('2 minutes ago');
  expect(relativeTime('2026-11-20T11:00:00Z', now, 'en')).toBe('yesterday');
  expect(relativeTime('2025-11-01T11:00:00Z', now, 'en')).toBe('last year');
});

test('a clock that is ahead of the server does not make nonsense', () => {
  expect(relativeTime('2026-11-21T12:00:20Z', now, 'en')).toBe('just now');
});
