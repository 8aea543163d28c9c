import { beforeAll, expect, test } from 'vitest';
import { activateLanguage } from '../../lib/i18n/i18n.ts';
import { allTags, hasTag, tagAddress } from './tags.ts';
import { makeNotes } from './testing.ts';

beforeAll(() => activateLanguage('en'));

const notes = makeNotes({ id: 'a', tags: ['Übung', 'plans'] }, { id: 'b', tags: ['Plans'] }, { id: 'c' });

test('tags that differ in case are one, counted once for each note, in the order of the alphabet', () => {
  expect(allTags(notes)).toEqual([
    { tag: 'plans', count: 2 },
    { tag: 'Übung', count: 1 },
  ]);
});

test('a note has a tag in whatever case', () => {
  expect(notes.map((note) => hasTag(note, 'PLANS'))).toEqual([true, true, false]);
});

test('any tag has an address', () => {
  expect(tagAddress('a/b & c?')).toBe('/tags/a%2Fb%20%26%20c%3F');
});
