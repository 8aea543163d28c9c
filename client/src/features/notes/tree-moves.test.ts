import { expect, test } from 'vitest';
import { makeNotes } from './testing.ts';
import { placeByDrop, placeByKey } from './tree-moves.ts';
import { treeRows } from './tree-rows.ts';

const notes = makeNotes(
  { id: 'garden' },
  { id: 'vegetables', parent_id: 'garden' },
  { id: 'tomatoes', parent_id: 'vegetables' },
  { id: 'flowers', parent_id: 'garden' },
  { id: 'work' },
);
const rows = treeRows(notes, new Set(['garden', 'vegetables']));

test('by keys a note goes up and down among its siblings, and no further', () => {
  expect(placeByKey(rows, 'work', 'up')).toEqual({ parent_id: null, before_id: 'garden' });
  expect(placeByKey(rows, 'vegetables', 'down')).toEqual({ parent_id: 'garden', after_id: 'flowers' });
  expect(placeByKey(rows, 'garden', 'up')).toBeNull();
  expect(placeByKey(rows, 'flowers', 'down')).toBeNull();
});

test('by keys a note goes into the one above it, last, and out of the one around it, behind that', () => {
  expect(placeByKey(rows, 'flowers', 'in')).toEqual({ parent_id: 'vegetables', after_id: 'tomatoes' });
  expect(placeByKey(rows, 'work', 'in')).toEqual({ parent_id: 'garden', after_id: 'flowers' });
  expect(placeByKey(rows, 'tomatoes', 'out')).toEqual({ parent_id: 'garden', after_id: 'vegetables' });
  expect(placeByKey(rows, 'flowers', 'out')).toEqual({ parent_id: null, after_id: 'garden' });
  expect(placeByKey(rows, 'garden', 'in')).toBeNull();
  expect(placeByKey(rows, 'garden', 'out')).toBeNull();
});

test('a drop is before, behind or inside the note under the pointer', () => {
  expect(placeByDrop(rows, 'work', 'flowers', 'before')).toEqual({
    parent_id: 'garden',
    before_id: 'flowers',
  });
  expect(placeByDrop(rows, 'work', 'flowers', 'after')).toEqual({ parent_id: 'garden', after_id: 'flowers' });
  expect(placeByDrop(rows, 'work', 'flowers', 'inside')).toEqual({ parent_id: 'flowers', after_id: null });
});

test('a drop behind a note that is unfolded comes first inside, where the line is seen', () => {
  expect(placeByDrop(rows, 'work', 'garden', 'after')).toEqual({ parent_id: 'garden' });
});

test('a note is not dropped onto itself, nor below itself', () => {
  for (const target of ['garden', 'vegetables', 'tomatoes']) {
    for (const zone of ['before', 'inside', 'after'] as const) {
      expect(placeByDrop(rows, 'garden', target, zone)).toBeNull();
    }
  }
});
