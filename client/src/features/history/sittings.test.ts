import { beforeAll, expect, test } from 'vitest';
import { activateLanguage, loadHistoryMessages } from '../../lib/i18n/i18n.ts';
import type { Sitting } from './queries.ts';
import { byDay, momentOf, namesOf, sittingAt, timesOf } from './sittings.ts';

beforeAll(async () => {
  await activateLanguage('en');
  await loadHistoryMessages();
});

const ada = { id: '0192c1a2-0000-7000-8000-00000000000a', name: 'Ada' };
const gone = { id: '0192c1a2-0000-7000-8000-00000000000b', name: null };

/** From the newest to the oldest. */
const sittings = [
  sitting({ from_seq: 11, to_seq: 20, started_at: '2026-11-21T09:00:00', ended_at: '2026-11-21T09:20:00' }),
  sitting({ from_seq: 6, to_seq: 10, started_at: '2026-11-20T18:00:00', ended_at: '2026-11-20T18:00:40' }),
  sitting({ from_seq: 1, to_seq: 5, started_at: '2026-11-20T08:00:00', ended_at: '2026-11-20T08:30:00' }),
];

test('a revision is in the sitting that it was written in; before the first there is none', () => {
  expect([20, 11, 10, 6, 1].map((seq) => sittingAt(sittings, seq)?.from_seq)).toEqual([11, 11, 6, 6, 1]);
  expect(sittingAt(sittings, 0)).toBeUndefined();
});

test('sittings are told day by day, in their order', () => {
  expect(byDay(sittings).map(({ sittings }) => sittings.map(({ from_seq }) => from_seq))).toEqual([
    [11],
    [6, 1],
  ]);
});

test('a sitting says from when to when, and by whom', () => {
  expect(timesOf(sittings[0] as Sitting).replace(/\s/g, ' ')).toMatch(/^9:00 ?– ?9:20 AM$/);
  expect(timesOf(sittings[1] as Sitting).replace(/\s/g, ' ')).toBe('6:00 PM');
  expect(namesOf(sitting({ authors: [ada, gone] }))).toBe('Ada and Somebody whose account is gone');
  expect(namesOf(sitting({ authors: [] }))).toBe('Scriptorium');
  expect(momentOf(sittings[0] as Sitting).replace(/\s/g, ' ')).toBe('Nov 21, 2026, 9:20 AM, Ada');
});

function sitting(change: Partial<Sitting>): Sitting {
  const [started_at, ended_at] = ['2026-11-21T09:00:00', '2026-11-21T09:20:00'];
  return {
    kind: 'sitting',
    from_seq: 1,
    to_seq: 2,
    authors: [ada],
    added: 3,
    removed: 0,
    started_at,
    ended_at,
    ...change,
  };
}
