import { expect, test } from 'vitest';
import { makeNotes } from './testing.ts';
import { pathOf, treeRows } from './tree-rows.ts';

const notes = makeNotes(
  { id: 'garden' },
  { id: 'vegetables', parent_id: 'garden' },
  { id: 'tomatoes', parent_id: 'vegetables' },
  { id: 'flowers', parent_id: 'garden' },
  { id: 'work' },
);

const shown = (expanded: string[]) =>
  treeRows(notes, new Set(expanded)).map((row) => `${'  '.repeat(row.level - 1)}${row.note.id}`);

test('what is below a note is seen when it is unfolded, and only then', () => {
  expect(shown([])).toEqual(['garden', 'work']);
  expect(shown(['garden'])).toEqual(['garden', '  vegetables', '  flowers', 'work']);
  expect(shown(['garden', 'vegetables'])).toEqual([
    'garden',
    '  vegetables',
    '    tomatoes',
    '  flowers',
    'work',
  ]);
  expect(shown(['vegetables'])).toEqual(['garden', 'work']);
});

test('a row knows its place among its siblings, and whether there is anything to unfold', () => {
  const [garden, , flowers] = treeRows(notes, new Set(['garden', 'work']));
  expect(garden).toMatchObject({ level: 1, position: 1, siblings: 2, hasChildren: true, isExpanded: true });
  expect(flowers).toMatchObject({
    level: 2,
    position: 2,
    siblings: 2,
    hasChildren: false,
    isExpanded: false,
  });
});

test('a note whose parent cannot be read is at the top', () => {
  const shared = makeNotes({ id: 'shared', parent_id: 'of somebody else' });
  expect(treeRows(shared, new Set())).toMatchObject([{ level: 1, note: { id: 'shared' } }]);
});

test('two thousand notes that are all unfolded are listed in their order', () => {
  const many = (count: number) =>
    makeNotes(
      ...Array.from({ length: count }, (_, at) => ({
        id: `n${at}`,
        parent_id: at % 2 ? `n${at - 1}` : null,
      })),
    );
  const all = many(2_000);
  const rows = treeRows(all, new Set(all.map(({ id }) => id)));
  expect(rows).toHaveLength(2_000);
  expect(rows.map(({ note }) => note.id)).toEqual(all.map(({ id }) => id));
});

test('the path goes from the top down, and ends at a circle', () => {
  const byId = new Map(notes.map((note) => [note.id, note]));
  expect(pathOf(notes[2] as (typeof notes)[0], byId).map(({ id }) => id)).toEqual(['garden', 'vegetables']);
  const circle = makeNotes({ id: 'a', parent_id: 'b' }, { id: 'b', parent_id: 'a' });
  const [a] = circle;
  expect(pathOf(a as (typeof circle)[0], new Map(circle.map((note) => [note.id, note]))).length).toBe(1);
});
