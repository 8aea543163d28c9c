import { beforeAll, expect, test } from 'vitest';
import { activateLanguage } from './i18n/i18n.ts';
import { relativeTime } from './relative-time.ts';

beforeAll(() => activateLanguage('en'));

const now = Date.parse('2026-11-21T12:00:00Z');

test('time is told in its largest whole unit', () => {
  expect(relativeTime('2026-11-21T11:59:31Z', now)).toBe('just now');
  expect(relativeTime('2026-11-21T11:57:01Z', now)).toBe('2 minutes ago');
  expect(relativeTime('2026-11-20T11:00:00Z', now)).toBe('yesterday');
  expect(relativeTime('2025-11-01T11:00:00Z', now)).toBe('last year');
});

test('a clock that is ahead of the server does not make nonsense', () => {
  expect(relativeTime('2026-11-21T12:00:20Z', now)).toBe('just now');
});

test('it is told in the language of the person', async () => {
  await activateLanguage('de');
  expect(relativeTime('2026-11-20T11:00:00Z', now)).toBe('gestern');
  expect(relativeTime(now, now)).toBe('gerade eben');
});
