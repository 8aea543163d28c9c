import { beforeAll, expect, test } from 'vitest';
import { activateLanguage, loadHistoryMessages } from '../../lib/i18n/i18n.ts';
import { byDay, type Entry, entryAt, labelOf, momentOf, namesOf, sittingFrom, timesOf } from './entries.ts';
import { ada, makeEntry } from './testing.ts';

beforeAll(async () => {
  await activateLanguage('en');
  await loadHistoryMessages();
});

const gone = { id: '0192c1a2-0000-7000-8000-00000000000b', name: null, color: '#2563eb' };

/** From the newest to the oldest. */
const entries = [
  makeEntry({ from_seq: 11, to_seq: 20, started_at: '2026-11-21T09:00:00', ended_at: '2026-11-21T09:20:00' }),
  makeEntry({ from_seq: 6, to_seq: 10, started_at: '2026-11-20T18:00:00', ended_at: '2026-11-20T18:00:40' }),
  makeEntry({ from_seq: 1, to_seq: 5, started_at: '2026-11-20T08:00:00', ended_at: '2026-11-20T08:30:00' }),
];

test('a revision is in the sitting that it was written in; before the first there is none', () => {
  expect([20, 11, 10, 6, 1].map((seq) => entryAt(entries, seq)?.from_seq)).toEqual([11, 11, 6, 6, 1]);
  expect(entryAt(entries, 0)).toBeUndefined();
});

test('sittings are told day by day, in their order', () => {
  expect(byDay(entries).map(({ entries }) => entries.map(({ from_seq }) => from_seq))).toEqual([
    [11],
    [6, 1],
  ]);
});

test('a sitting says from when to when, and by whom', () => {
  expect(timesOf(entries[0] as Entry).replace(/\s/g, ' ')).toMatch(/^9:00 ?– ?9:20 AM$/);
  expect(timesOf(entries[1] as Entry).replace(/\s/g, ' ')).toBe('6:00 PM');
  expect(namesOf(makeEntry({ authors: [ada, gone] }))).toBe('Ada and Somebody whose account is gone');
  expect(namesOf(makeEntry({ authors: [] }))).toBe('Scriptorium');
  expect(momentOf(entries[0] as Entry).replace(/\s/g, ' ')).toBe('Nov 21, 2026, 9:20 AM, Ada');
});

test('a version is in no way the begin of what is compared: its sitting is', () => {
  const version = makeEntry({ kind: 'version', from_seq: 15, to_seq: 15, name: 'Sent to the printer' });
  expect(entryAt([version, ...entries], 17)?.from_seq).toBe(11);
  expect(labelOf(version)).toBe('Sent to the printer');
});

test('stepping by sittings goes to their ends, to the begin, and to the newest', () => {
  const timeline = { entries, kept_from_seq: 0, head_seq: 20 };
  expect([20, 15, 10, 7, 5].map((seq) => sittingFrom(timeline, seq, -1))).toEqual([10, 10, 5, 5, 0]);
  expect([0, 5, 7, 12, 20].map((seq) => sittingFrom(timeline, seq, 1))).toEqual([5, 10, 10, 20, 20]);
});
