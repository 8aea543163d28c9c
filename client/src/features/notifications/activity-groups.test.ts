import type { ActivityEntry } from '@scriptorium/shared/api/activity.ts';
import { beforeAll, expect, it } from 'vitest';
import { activateLanguage } from '../../lib/i18n/i18n.ts';
import { byDay, firstSeen } from './activity-groups.ts';

beforeAll(() => activateLanguage('en'));

function entry(note: string, at: string): ActivityEntry {
  return {
    ...{ id: 1, kind: 'write', person: null, name: null, thread_id: null, from_seq: 1, to_seq: 2 },
    note: { id: note, title: note, is_trashed: false, follows: false },
    ...{ began_at: at, at },
  };
}

const entries = [
  entry('plan', '2026-11-21T15:00:00.000Z'),
  entry('list', '2026-11-21T14:00:00.000Z'),
  entry('plan', '2026-11-21T13:00:00.000Z'),
  entry('plan', '2026-11-20T13:00:00.000Z'),
];

it('what was done on a day is put together by note, the newest first', () => {
  const days = byDay(entries);
  expect(days.map(({ notes }) => notes.map(({ note, entries }) => [note.id, entries.length]))).toEqual([
    [
      ['plan', 2],
      ['list', 1],
    ],
    [['plan', 1]],
  ]);
});

it('the line is drawn above the first note of which everything was there at the last visit', () => {
  const days = byDay(entries);
  expect(firstSeen(days, '2026-11-21T14:30:00.000Z')?.note.id).toBe('list');
  expect(firstSeen(days, '2026-11-20T23:00:00.000Z')).toBe(days[1]?.notes[0]);
});

it('there is no line where nothing is new, or all of it', () => {
  const days = byDay(entries);
  expect(firstSeen(days, '2026-11-22T00:00:00.000Z')).toBeNull();
  expect(firstSeen(days, '2026-11-01T00:00:00.000Z')).toBeNull();
});

it('whoever makes a note and goes on to write in it did one thing', () => {
  const made = { ...entry('plan', '2026-11-21T12:59:00.000Z'), kind: 'create' as const };
  const [day] = byDay([entry('plan', '2026-11-21T13:00:00.000Z'), made]);
  expect(day?.notes[0]?.entries).toEqual([{ ...made, at: '2026-11-21T13:00:00.000Z' }]);
  const later = byDay([entry('plan', '2026-11-21T15:00:00.000Z'), made]);
  expect(later[0]?.notes[0]?.entries.map(({ kind }) => kind)).toEqual(['write', 'create']);
});
