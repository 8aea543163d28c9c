import { closeCodes } from '@scriptorium/shared/protocol/close-codes.ts';
import { expect, test } from 'vitest';
import { refusalWords } from './refusal-words.ts';

test('every close that stops is explained to the person, each in words of its own', () => {
  const stops = Object.entries(closeCodes).filter(([, { remedy }]) => remedy === 'stop');
  const kinds = [...stops.map(([kind]) => kind), 'read_only'];
  expect(Object.keys(refusalWords).sort()).toEqual(kinds.sort());
  expect(new Set(Object.values(refusalWords).map(({ text }) => text)).size).toBe(kinds.length);
});
