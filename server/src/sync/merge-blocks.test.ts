import { getSchema } from '@tiptap/core';
import { noteExtensions } from '@scriptorium/shared/document/schema.ts';
import type { Node } from '@tiptap/pm/model';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeBlocks } from './merge-blocks.ts';

const schema = getSchema(noteExtensions());
const line = (text: string): Node => schema.node('paragraph', null, text === '' ? [] : schema.text(text));

/** A note whose blocks say one line or several. */
const note = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 }), { maxLength: 12 });
const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 20 });

function merge(blocks: string[][], came: string[]) {
  const present = blocks.map((said) => ({
    node: schema.node('blockquote', null, [line('block')]),
    says: said.map(line),
  }));
  const merged = mergeBlocks(present, came.map(line));
  const said = merged.flatMap((node) => {
    const own = present.find((each) => each.node === node);
    return own ? own.says.map((each) => each.textContent) : [node.textContent];
  });
  return { said, kept: present.filter(({ node }) => merged.includes(node)).length };
}

it('the note says what came, whatever it said before', () => {
  fc.assert(
    fc.property(note, lines, (blocks, came) => {
      expect(merge(blocks, came).said).toEqual(came);
    }),
  );
});

it('nothing is replaced where nothing was changed', () => {
  fc.assert(
    fc.property(note, (blocks) => {
      expect(merge(blocks, blocks.flat()).kept).toBe(blocks.length);
    }),
  );
});

it('one line that is put in between leaves every other block as it is', () => {
  expect(merge([['a'], ['b', 'c'], ['d']], ['a', 'x', 'b', 'c', 'd']).kept).toBe(3);
  expect(merge([['a'], ['b', 'c'], ['d']], ['a', 'b', 'x', 'c', 'd']).kept).toBe(2);
});
