import { beforeAll, expect, test } from 'vitest';
import { activateLanguage } from '../../lib/i18n/i18n.ts';
import { makeNotes } from './testing.ts';
import { treeKey } from './tree-keys.ts';
import { treeRows } from './tree-rows.ts';

beforeAll(() => activateLanguage('en'));

const notes = makeNotes(
  { id: 'garden', title: '🌱 Garden' },
  { id: 'vegetables', title: 'Vegetables', parent_id: 'garden' },
  { id: 'work', title: 'Work' },
  { id: 'water', title: 'Water' },
);
const rows = treeRows(notes, new Set(['garden']));
const held = { altKey: false, ctrlKey: false, metaKey: false, timeStamp: 0 };
const press = (key: string, at: number, more: Partial<typeof held> = {}, isRightToLeft = false) =>
  treeKey({ key, ...held, ...more }, rows, at, { letters: '', at: -10_000 }, isRightToLeft);

test('arrows, Home and End go through the rows and stop at the ends', () => {
  expect(press('ArrowDown', 0)).toEqual({ kind: 'focus', at: 1 });
  expect(press('ArrowUp', 0)).toEqual({ kind: 'focus', at: 0 });
  expect(press('End', 0)).toEqual({ kind: 'focus', at: 3 });
  expect(press('Home', 3)).toEqual({ kind: 'focus', at: 0 });
});

test('to the right a note unfolds, then its first child is next; to the left it folds, then its parent is next', () => {
  const folded = treeRows(notes, new Set());
  expect(treeKey({ key: 'ArrowRight', ...held }, folded, 0, { letters: '', at: 0 }, false)).toEqual({
    kind: 'fold',
    isExpanded: true,
  });
  expect(press('ArrowRight', 0)).toEqual({ kind: 'focus', at: 1 });
  expect(press('ArrowLeft', 1)).toEqual({ kind: 'focus', at: 0 });
  expect(press('ArrowLeft', 0)).toEqual({ kind: 'fold', isExpanded: false });
  expect(press('ArrowRight', 2)).toBeNull();
});

test('in a page that runs from right to left, left and right change places', () => {
  expect(press('ArrowLeft', 0, {}, true)).toEqual({ kind: 'focus', at: 1 });
  expect(press('ArrowRight', 1, { altKey: true }, true)).toEqual({ kind: 'move', direction: 'out' });
});

test('Alt and arrows move the note; other keys with Ctrl or Alt are not the tree’s', () => {
  expect(press('ArrowUp', 2, { altKey: true })).toEqual({ kind: 'move', direction: 'up' });
  expect(press('ArrowRight', 2, { altKey: true })).toEqual({ kind: 'move', direction: 'in' });
  expect(press('n', 2, { altKey: true })).toBeNull();
  expect(press('k', 2, { ctrlKey: true })).toBeNull();
});

test('letters jump to the next title that begins with them; those typed in a row are one word', () => {
  const typed = { letters: '', at: -10_000 };
  const type = (key: string, at: number, timeStamp: number) =>
    treeKey({ key, ...held, timeStamp }, rows, at, typed, false);
  expect(type('w', 0, 0)).toEqual({ kind: 'focus', at: 2 });
  expect(type('a', 2, 200)).toEqual({ kind: 'focus', at: 3 });
  expect(type('g', 3, 5_000)).toEqual({ kind: 'focus', at: 0 });
  expect(type('x', 0, 10_000)).toEqual({ kind: 'focus', at: 0 });
});
