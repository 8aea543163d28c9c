import { noteExtensions } from '@scriptorium/shared/document/schema.ts';
import { getSchema } from '@tiptap/core';
import { EditorState } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import { insertBlocks } from './insert-files.ts';

const schema = getSchema(noteExtensions());
const text = (content: string) => (content ? [{ type: 'text', text: content }] : []);
const paragraph = (content = '') => ({ type: 'paragraph', content: text(content) });
const bullets = (...items: string[]) => ({
  type: 'bulletList',
  content: items.map((item) => ({ type: 'listItem', content: [paragraph(item)] })),
});

/** Puts a picture where `|` is; `|` in the result is the caret after it. */
function insertedInto(...content: object[]): string {
  const doc = schema.nodeFromJSON({ type: 'doc', content });
  const begin = EditorState.create({ doc });
  let at = 0;
  doc.descendants((node, pos) => {
    const index = node.text?.indexOf('|') ?? -1;
    if (index >= 0) at = pos + index;
  });
  const cut = begin.apply(begin.tr.delete(at, at + 1));
  const { tr } = cut;
  const image = schema.nodes.image?.create();
  insertBlocks(tr, at, image ? [image] : []);
  const after = cut.apply(tr);
  return after.apply(after.tr.insertText('|')).doc.toString();
}

describe('a picture that is put in', () => {
  it.each<[string, object[], string]>([
    ['at the end of a paragraph', [paragraph('one|')], 'doc(paragraph("one"), image, paragraph("|"))'],
    [
      'at the end, with text below',
      [paragraph('one|'), paragraph('two')],
      'doc(paragraph("one"), image, paragraph("|two"))',
    ],
    ['in a paragraph', [paragraph('on|e')], 'doc(paragraph("on"), image, paragraph("|e"))'],
    ['in an empty paragraph', [paragraph('|')], 'doc(image, paragraph("|"))'],
    [
      'in an empty paragraph, with text below',
      [paragraph('|'), paragraph('two')],
      'doc(image, paragraph("|two"))',
    ],
    [
      'before what is no text',
      [paragraph('one|'), { type: 'horizontalRule' }],
      'doc(paragraph("one"), image, paragraph("|"), horizontalRule)',
    ],
    [
      'in a list',
      [bullets('one|', 'two')],
      'doc(bulletList(listItem(paragraph("one"), image, paragraph("|")), listItem(paragraph("two"))))',
    ],
  ])('%s stands on its own, and the caret goes on below', (_where, content, expected) => {
    expect(insertedInto(...content)).toBe(expected);
  });
});
