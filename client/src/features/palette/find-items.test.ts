import { expect, test } from 'vitest';
import { findItems, found_per_group_max, type PaletteItem } from './find-items.ts';

const item = (label: string, detail?: string): PaletteItem => ({ id: label, label, detail, run: () => {} });
const labels = (query: string, items: PaletteItem[], atFirst?: string[]) =>
  findItems([{ heading: 'Notes', items, ...(atFirst ? { atFirst } : {}) }], query).map((group) =>
    group.items.map(({ label }) => label),
  );

test('before anything is typed, what a group offers at first is listed, in its order', () => {
  const items = [item('a'), item('b'), item('c')];
  expect(labels('', items, ['c', 'gone', 'a'])).toEqual([['c', 'a']]);
  expect(labels(' ', items)).toEqual([]);
});

test('what matches by itself comes before what matches by where it is', () => {
  const items = [item('Notes', 'Garden'), item('The garden')];
  expect(labels('garden', items)).toEqual([['The garden', 'Notes']]);
});

test('groups in which nothing was found are left out, and long ones are cut', () => {
  const many = Array.from({ length: 100 }, (_, i) => item(`Note ${i}`));
  const groups = findItems(
    [
      { heading: 'Notes', items: many },
      { heading: 'Actions', items: [item('Sign out')] },
    ],
    'note',
  );
  expect(groups.map(({ heading, items }) => [heading, items.length])).toEqual([
    ['Notes', found_per_group_max],
  ]);
});
