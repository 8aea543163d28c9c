import type { TypedAt } from '@scriptorium/shared/protocol/typed-at.ts';
import { expect, it, test } from 'vitest';
import { readTypedAt } from './typed-at.ts';

const now = Date.UTC(2026, 5, 1);
const hour = 3_600_000;

const read = (payload: string) => readTypedAt(Buffer.from(payload), now);

const message = (change: Partial<Record<keyof TypedAt, unknown>> = {}): string =>
  JSON.stringify({
    kind: 'typed_at',
    version: 1,
    typed_from: now - 2 * hour,
    typed_to: now - hour,
    ...change,
  });

test('H1: what was typed without a connection has the times that its client says', () => {
  expect(read(message())).toEqual({
    typed_from: new Date(now - 2 * hour),
    typed_to: new Date(now - hour),
  });
});

test('P1 H1: nothing was typed later than it came, whatever its client says', () => {
  expect(read(message({ typed_to: now + hour }))?.typed_to).toEqual(new Date(now));
  expect(read(message({ typed_from: now + hour, typed_to: now + 2 * hour }))).toEqual({
    typed_from: new Date(now),
    typed_to: new Date(now),
  });
});

it.each([
  ['that ends before it begins', message({ typed_from: now, typed_to: now - 1 })],
  ['of a clock that was never set', message({ typed_from: 0 })],
  ['without a number', message({ typed_from: 'yesterday' })],
  ['with a number that is no time', message({ typed_to: 1e300 })],
  ['with a part of a millisecond', message({ typed_to: now - 0.5 })],
  ['with one time only', message({ typed_to: undefined })],
  ['of another version', message({ version: 2 })],
  ['of another kind', message({ kind: 'hello' })],
  ['that is longer than it may be', message() + ' '.repeat(200)],
  ['that is no JSON', 'typed_at'],
  ['that is nothing', ''],
])('P1: a message %s says nothing', (_, payload) => {
  expect(read(payload)).toBeUndefined();
});
