import { closeCodes } from '@scriptorium/shared/protocol/close-codes.ts';
import { denialReasons } from '@scriptorium/shared/protocol/denials.ts';
import { expect, test } from 'vitest';
import { remedyFor } from './remedy.ts';

test('every close code has the remedy of the contract', () => {
  for (const [kind, { code, remedy, reason }] of Object.entries(closeCodes)) {
    expect(remedyFor({ code, reason: '' }).remedy, kind).toBe(remedy);
    expect(remedyFor({ code: 1000, reason }).remedy, kind).toBe(remedy);
    expect(remedyFor({ reason: kind }).remedy, kind).toBe(remedy);
  }
});

test('a reason outweighs the code, which is 1000 for a single note', () => {
  expect(remedyFor({ code: 1000, reason: 'forbidden' })).toEqual({ remedy: 'stop', kind: 'forbidden' });
});

test('an unknown reason is retried, not called forbidden', () => {
  expect(remedyFor({ code: 1006, reason: '' }).remedy).toBe('retry');
  expect(remedyFor({ reason: 'database is away' }).remedy).toBe('retry');
});

test('a refusal to open stops, and a refused token is replaced', () => {
  expect(remedyFor({ reason: denialReasons.access })).toEqual({ remedy: 'stop', kind: 'forbidden' });
  expect(remedyFor({ reason: denialReasons.token })).toEqual({ remedy: 'refresh' });
});
