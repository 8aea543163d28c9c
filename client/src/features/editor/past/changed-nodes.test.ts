import type { ChangedNode } from '@scriptorium/shared/api/history.ts';
import { noteExtensions } from '@scriptorium/shared/document/schema.ts';
import { getSchema } from '@tiptap/core';
import { expect, test } from 'vitest';
import { readChanged } from './changed-nodes.ts';

const schema = getSchema(noteExtensions());
const read = (...body: ChangedNode[]) => readChanged(body, schema);
const text = (words: string, change?: number): ChangedNode => ({
  type: 'text',
  text: words,
  ...(change === undefined ? {} : { change }),
});
const paragraph = (...content: ChangedNode[]): ChangedNode => ({ type: 'paragraph', content });

/** What a document of the blocks says between the positions of each place. */
function saidAt(...body: ChangedNode[]) {
  const { blocks, places } = read(...body);
  const doc = schema.topNodeType.create(null, blocks);
  return places.map(({ from, to, ...rest }) => ({ said: doc.textBetween(from, to, '|'), ...rest }));
}

test('a place says which letters a change is of, also behind letters that are the same', () => {
  expect(
    saidAt(paragraph(text('flour')), paragraph(text('rye ', 1), text('water'), text(' salt', 0))),
  ).toEqual([
    { said: 'rye ', change: 1, isBlock: false },
    { said: ' salt', change: 0, isBlock: false },
  ]);
});

test('a block that was changed has a place, with its id, before the places in it', () => {
  expect(saidAt({ ...paragraph(text('gone', 2)), id: '7:1', change: 2 })).toEqual([
    { said: 'gone', change: 2, id: '7:1', isBlock: true },
    { said: 'gone', change: 2, within: 2, isBlock: false },
  ]);
});

test('positions go on behind blocks in blocks, rules and formulas', () => {
  const list: ChangedNode = {
    type: 'bulletList',
    content: [{ type: 'listItem', id: 'a', content: [paragraph(text('one'))] }],
  };
  const formula: ChangedNode = { type: 'inlineMath', attrs: { latex: 'x' }, change: 3 };
  const { blocks, places } = read(list, { type: 'horizontalRule', change: 1 }, paragraph(text('a'), formula));
  const doc = schema.topNodeType.create(null, blocks);
  expect(places.map(({ from }) => doc.nodeAt(from)?.type.name)).toEqual([
    'listItem',
    'horizontalRule',
    'inlineMath',
  ]);
});

test('what was deleted stands beside what took its place, more than the schema allows', () => {
  const summary = (words: string, change: number): ChangedNode => ({
    type: 'detailsSummary',
    change,
    content: [text(words, change)],
  });
  const inside: ChangedNode = { type: 'detailsContent', content: [paragraph(text('inside'))] };
  const { blocks } = read({ type: 'details', content: [summary('old', 0), summary('new', 1), inside] });
  expect(blocks[0]?.textContent).toBe('oldnewinside');
});

test('what this version does not know is a placeholder, keeps its place, and hides nothing else', () => {
  const hologram: ChangedNode = { type: 'hologram', id: 'h', change: 0, content: [paragraph(text('lost'))] };
  const sparkle: ChangedNode = { type: 'sparkle', change: 1 };
  const { blocks, places } = read(hologram, paragraph(sparkle, text('kept', 2)));
  expect(blocks.map(({ type }) => type.name)).toEqual(['unknownBlock', 'paragraph']);
  expect(blocks[1]?.firstChild?.type.name).toBe('unknownInline');
  expect(places).toEqual([
    { from: 0, to: 1, id: 'h', change: 0, isBlock: true },
    { from: 2, to: 3, change: 1, isBlock: false },
    { from: 3, to: 7, change: 2, isBlock: false },
  ]);
});

test('bad attributes are left at their default, unknown marks are not shown', () => {
  const { blocks } = read({
    type: 'heading',
    attrs: { level: 'huge' },
    content: [{ type: 'text', text: 'Loud', marks: [{ type: 'bold' }, { type: 'blink' }] }],
  });
  expect(blocks[0]?.attrs.level).toBe(1);
  expect(blocks[0]?.firstChild?.marks.map(({ type }) => type.name)).toEqual(['bold']);
});

test('a part of a block that stands alone is a placeholder: the note itself may not hold it', () => {
  expect(
    read({ type: 'tableRow' }, { type: 'text', text: 'stray' }).blocks.map(({ type }) => type.name),
  ).toEqual(['unknownBlock', 'unknownBlock']);
});
