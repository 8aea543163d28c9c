import { type CloseKind, closeCodes } from '@scriptorium/shared/protocol/close-codes.ts';
import { denialReasons } from '@scriptorium/shared/protocol/denials.ts';
import { describe, expect, test } from 'vitest';
import { type Remedy, remedyFor } from './remedy.ts';

/** Every way in which a server closes, and what this client does: the whole table. */
const remedies: Record<CloseKind, Remedy> = {
  going_away: { remedy: 'retry' },
  too_large: { remedy: 'stop', kind: 'too_large' },
  try_again_later: { remedy: 'retry' },
  bad_message: { remedy: 'stop', kind: 'bad_message' },
  unauthorized: { remedy: 'refresh' },
  forbidden: { remedy: 'stop', kind: 'forbidden' },
  auth_timeout: { remedy: 'retry' },
  access_changed: { remedy: 'retry' },
  note_full: { remedy: 'stop', kind: 'note_full' },
  outdated: { remedy: 'stop', kind: 'outdated' },
  too_many: { remedy: 'retry' },
};

describe.each(Object.entries(remedies) as [CloseKind, Remedy][])('closed as %s', (kind, remedy) => {
  const { code, reason } = closeCodes[kind];

  test('a socket without a reason in words is known by its code', () => {
    expect(remedyFor({ code, reason: '' })).toEqual(remedy);
  });

  test('a single note, whose code always is 1000, is known by its reason', () => {
    expect(remedyFor({ code: 1000, reason })).toEqual(remedy);
    expect(remedyFor({ reason: kind })).toEqual(remedy);
  });
});

test.each([
  [denialReasons.access, { remedy: 'stop', kind: 'forbidden' }],
  [denialReasons.token, { remedy: 'refresh' }],
  [denialReasons.full, { remedy: 'stop', kind: 'note_full' }],
  [denialReasons.too_many, { remedy: 'retry' }],
])('a note denied as %s has the remedy of its close code', (reason, remedy) => {
  expect(remedyFor({ reason })).toEqual(remedy);
});

test('a reason outweighs the code', () => {
  expect(remedyFor({ code: 1001, reason: 'forbidden' })).toEqual({ remedy: 'stop', kind: 'forbidden' });
});

test('P6: an unknown reason is retried, not called forbidden', () => {
  expect(remedyFor({ code: 1006, reason: '' })).toEqual({ remedy: 'retry' });
  expect(remedyFor({ reason: 'database is away' })).toEqual({ remedy: 'retry' });
  expect(remedyFor({ reason: 'permission-denied' })).toEqual({ remedy: 'retry' });
});
