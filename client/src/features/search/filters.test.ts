import { expect, test } from 'vitest';
import { questionOf, readFilters, writeFilters } from './filters.ts';

const question = (address: string) =>
  questionOf(readFilters(new URLSearchParams(address)), Date.UTC(2026, 5, 15, 13));

test('S1: an address is a question, and the same one all day', () => {
  expect(question('q=plan&tag=to+do&person=p1&since=week&where=n1')).toEqual({
    ...{ q: 'plan', tag: 'to do', person: 'p1', from: '2026-06-08T00:00:00.000Z', in: 'n1', limit: '50' },
  });
  expect(question('where=trash')).toEqual({ q: '', trash: 'true', limit: '50' });
});

test('S1: nothing is asked while nothing is looked for', () => {
  expect(question('')).toBeNull();
  expect(question('q=+&since=whenever&near=n1')).toBeNull();
});

test('S1: what is looked for comes back from the address', () => {
  const filters = { q: 'a b', tag: 'to do', person: '', since: 'week' as const, where: 'trash' };
  const address = writeFilters(new URLSearchParams('near=n1&person=p1'), filters);
  expect([readFilters(address), address.get('near'), address.has('person')]).toEqual([filters, 'n1', false]);
});
