/**
 * Markdown as a note's document. Reads what `toMarkdown` writes, and what people write elsewhere: CommonMark with
 * GitHub's extensions, formulas, highlights. Every text is some Markdown: nothing is refused, and nothing in it can be
 * more than the schema allows. Pictures from elsewhere become links to them.
 */
import type { Node, Schema } from '@tiptap/pm/model';
import { createSyntax } from './markdown/syntax.ts';
import { BlockReader } from './markdown/tokens-to-nodes.ts';

let syntax: ReturnType<typeof createSyntax> | null = null;

/** @returns a document of the schema; empty text is an empty paragraph */
export function fromMarkdown(text: string, schema: Schema): Node {
  syntax ??= createSyntax();
  const blocks = new BlockReader(schema, syntax.parse(text, {})).read();
  const doc = schema.topNodeType.createAndFill(null, blocks);
  if (!doc) throw new Error('The schema has no document of these blocks');
  return doc;
}
