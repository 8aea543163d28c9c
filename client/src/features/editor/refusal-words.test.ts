import { closeCodes, type StopKind } from '@scriptorium/shared/protocol/close-codes.ts';
import { expect, test } from 'vitest';
import { refusalWords } from './refusal-words.ts';

test('every close that stops is explained to the person, each in words of its own', () => {
  const stops = Object.entries(closeCodes).filter(([, { remedy }]) => remedy === 'stop');
  expect(Object.keys(refusalWords).sort()).toEqual(stops.map(([kind]) => kind).sort());
  const texts = stops.map(([kind]) => refusalWords[kind as StopKind].text);
  expect(new Set(texts).size).toBe(stops.length);
});
