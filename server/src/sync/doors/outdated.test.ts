import { protocol_version, schema_version } from '@scriptorium/shared/protocol/versions.ts';
import { expect, it } from 'vitest';
import { isOutdated } from './outdated.ts';

it.each([
  ['', false],
  [`v=${protocol_version}&schema=${schema_version}`, false],
  ['v=999&schema=999', false],
  ['v=0&schema=2', true],
  ['v=1&schema=1', true],
  ['schema=0', true],
  ['v=old&schema=-1', false],
  ['v=&schema=', false],
])('a client that says “%s” is outdated: %s', (query, expected) => {
  expect(isOutdated(new URLSearchParams(query))).toBe(expected);
});
