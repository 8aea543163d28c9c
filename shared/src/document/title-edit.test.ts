import { editBetween, editsOfDelta, mapPosition, oneLine, type TextEdit } from './title-edit.ts';
import { expect, test } from 'vitest';

const apply = (text: string, edit: TextEdit) =>
  text.slice(0, edit.index) + edit.insert + text.slice(edit.index + edit.remove);

test('of two equal letters the one before the caret is the one that was typed', () => {
  expect(editBetween('aa', 'aaa', 1)).toEqual({ index: 0, remove: 0, insert: 'a' });
  expect(editBetween('aa', 'aaa', 3)).toEqual({ index: 2, remove: 0, insert: 'a' });
});

test('a replacement removes and inserts only what differs', () => {
  expect(editBetween('the cat sat', 'the dog sat', 7)).toEqual({ index: 4, remove: 3, insert: 'dog' });
  expect(editBetween('same', 'same')).toBe(null);
});

test('an emoji that shares a half with another is replaced whole', () => {
  const edit = editBetween('a😀b', 'a😁b', 3) as TextEdit;
  expect(edit).toEqual({ index: 1, remove: 2, insert: '😁' });
});

test('any two texts and any caret: the edit makes the one of the other', () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) % below;
  };
  const text = () => Array.from({ length: random(6) }, () => ['a', 'b', '😀', '😁'][random(4)]).join('');
  for (let i = 0; i < 5_000; i++) {
    const [before, after] = [text(), text()];
    const edit = editBetween(before, after, random(after.length + 1));
    expect(edit ? apply(before, edit) : before).toBe(after);
  }
});

test('a caret stays with its character when others edit', () => {
  expect(mapPosition(5, { index: 2, remove: 0, insert: 'xy' })).toBe(7);
  expect(mapPosition(5, { index: 5, remove: 0, insert: 'xy' })).toBe(5);
  expect(mapPosition(5, { index: 7, remove: 2, insert: '' })).toBe(5);
  expect(mapPosition(5, { index: 1, remove: 2, insert: '' })).toBe(3);
  expect(mapPosition(5, { index: 3, remove: 9, insert: 'q' })).toBe(3);
});

test('a line break is one space', () => {
  expect(oneLine('a\nb\r\nc\u2028d')).toBe('a b  c d');
});

test('a delta is edits, each where the ones before it leave it', () => {
  expect(
    editsOfDelta([{ retain: 2 }, { insert: 'ab' }, { delete: 1 }, { retain: 1 }, { insert: 'c' }]),
  ).toEqual([
    { index: 2, remove: 0, insert: 'ab' },
    { index: 4, remove: 1, insert: '' },
    { index: 5, remove: 0, insert: 'c' },
  ]);
});
