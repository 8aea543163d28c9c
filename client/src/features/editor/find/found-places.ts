/** From a note to the texts of its blocks, and from hits in those back to positions in the note. */
import type { Node } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import { atom_character, type Hit, hits_max } from './search.ts';

/** A place in the note. */
export type Match = Hit;

export interface TextBlock {
  node: Node;
  /** Where its text begins. */
  start: number;
}

export function textBlocks(doc: Node): TextBlock[] {
  const blocks: TextBlock[] = [];
  doc.descendants((node, position) => {
    if (node.isTextblock) blocks.push({ node, start: position + 1 });
    return !node.isTextblock;
  });
  return blocks;
}

/** One character for each position, so that a hit in the text is a place in the block. */
export function textOfBlock(block: Node): string {
  return block.textBetween(0, block.content.size, undefined, (leaf) =>
    leaf.type.name === 'hardBreak' ? '\n' : atom_character,
  );
}

/** Unchanged blocks stay the same objects, also when others type: `hitsOf` may answer from a `WeakMap`. */
export function placesIn(doc: Node, hitsOf: (block: Node) => readonly Hit[]): Match[] {
  const matches: Match[] = [];
  for (const { node, start } of textBlocks(doc)) {
    for (const hit of hitsOf(node)) {
      if (matches.length >= hits_max) return matches;
      matches.push({ ...hit, from: start + hit.from, to: start + hit.to });
    }
  }
  return matches;
}

/** From the last to the first: what is replaced moves nothing that is still to be. */
export function replaceMatches(state: EditorState, matches: readonly Match[]): Transaction {
  const { tr } = state;
  for (const { from, to, insert = '' } of matches.toReversed()) {
    if (insert === '') tr.delete(from, to);
    else tr.insertText(insert, from, to);
  }
  return tr;
}

/** Where a place is after a change from one document to another, by whomever and however it was made. */
export function follow(position: number, before: Node, after: Node): number {
  const start = before.content.findDiffStart(after.content);
  if (start === null || position < start) return position;
  const end = before.content.findDiffEnd(after.content);
  if (!end || position < end.a) return Math.min(position, after.content.size);
  return position + end.b - end.a;
}
