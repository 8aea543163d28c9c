import { noteExtensions } from '@scriptorium/shared/document/schema.ts';
import { getSchema } from '@tiptap/core';
import { Node } from '@tiptap/pm/model';
import { EditorState } from '@tiptap/pm/state';
import { expect, test } from 'vitest';
import { follow, placesIn, replaceMatches, textOfBlock } from './found-places.ts';
import { compileQuery, searchText } from './search.ts';

const schema = getSchema(noteExtensions());
const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
const text = (words: string, ...marks: string[]) => ({
  type: 'text',
  text: words,
  marks: marks.map((type) => ({ type })),
});
const note = (...content: object[]) => Node.fromJSON(schema, { type: 'doc', content });

function places(doc: Node, words: string) {
  const pattern = compileQuery({ text: words, matchesCase: false, wholeWords: false, isPattern: false });
  return placesIn(doc, (block) => (pattern ? searchText(textOfBlock(block), pattern) : []));
}

test('places are positions in the note, over marks, past breaks, in lists', () => {
  const doc = note(
    paragraph(text('one '), text('tw', 'bold'), text('o'), { type: 'hardBreak' }, text('two')),
    { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(text('Two'))] }] },
  );
  const found = places(doc, 'two');
  expect(found.map(({ from, to }) => doc.textBetween(from, to))).toEqual(['two', 'two', 'Two']);
});

test('a match does not go over the end of a block', () => {
  expect(places(note(paragraph(text('to')), paragraph(text('day'))), 'today')).toEqual([]);
});

test('all are replaced in one step, and keep the format of what they replace', () => {
  const doc = note(paragraph(text('a cat, '), text('a cat', 'bold')), paragraph(text('cat')));
  const state = EditorState.create({ doc });
  const matches = places(doc, 'cat').map((match) => ({ ...match, insert: 'giraffe' }));
  const after = state.apply(replaceMatches(state, matches)).doc;
  expect(after.toJSON()).toEqual(
    note(paragraph(text('a giraffe, '), text('a giraffe', 'bold')), paragraph(text('giraffe'))).toJSON(),
  );
  const gone = state.apply(replaceMatches(state, places(doc, 'cat'))).doc;
  expect(gone.textContent).toBe('a , a ');
});

test('a place stays at its words when others write before it, and where it is when they write after it', () => {
  const before = note(paragraph(text('first')), paragraph(text('second')));
  const second = before.content.size - 'second'.length - 1;
  const longer = note(paragraph(text('the very first')), paragraph(text('second')));
  const moved = follow(second, before, longer);
  expect(longer.textBetween(moved, moved + 6)).toBe('second');
  const after = note(paragraph(text('first')), paragraph(text('second and third')));
  expect(follow(second, before, after)).toBe(second);
});
