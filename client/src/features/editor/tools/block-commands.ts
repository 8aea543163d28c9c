/** What can be done with a block as a whole. A block is what the handle holds: also one item of a list. */
import type { Editor } from '@tiptap/core';
import { Fragment, type Node, type ResolvedPos } from '@tiptap/pm/model';
import { type EditorState, NodeSelection, TextSelection, type Transaction } from '@tiptap/pm/state';

export interface Block {
  node: Node;
  /** Where it begins. */
  position: number;
}

const items = new Set(['listItem', 'taskItem']);
/** What is directly in one of these is a block of its own; what is in a table's cell belongs to the table. */
const holders = new Set(['doc', 'callout', 'blockquote', 'detailsContent']);

/** The block at a place in the text, or the one without text that begins there. */
export function blockAt($at: ResolvedPos): Block | null {
  const { nodeAfter } = $at;
  if (nodeAfter?.isBlock && holders.has($at.parent.type.name)) return { node: nodeAfter, position: $at.pos };
  let found: Block | null = null;
  for (let depth = $at.depth; depth > 0; depth--) {
    const node = $at.node(depth);
    if (node.type.name === 'table') found = null;
    const isBlock = items.has(node.type.name) || holders.has($at.node(depth - 1).type.name);
    if (isBlock && !found && !isList(node)) found = { node, position: $at.before(depth) };
  }
  return found;
}

export function currentBlock(state: EditorState): Block | null {
  const { selection } = state;
  if (selection instanceof NodeSelection && selection.node.isBlock) {
    return { node: selection.node, position: selection.from };
  }
  return blockAt(selection.$head);
}

/**
 * The neighbour moves past the block, not the block past it: what somebody types in stays the same element of the
 * shared document, with their caret and with what others type there meanwhile.
 */
export function moveBlock(
  state: EditorState,
  { node, position }: Block,
  direction: -1 | 1,
): Transaction | null {
  const $from = state.doc.resolve(position);
  const index = $from.index();
  const neighbour = $from.parent.maybeChild(index + direction);
  if (!neighbour || $from.parent.type.name === 'details') return null;
  const end = position + node.nodeSize;
  if (direction === 1) {
    return state.tr
      .delete(end, end + neighbour.nodeSize)
      .insert(position, neighbour)
      .scrollIntoView();
  }
  return state.tr
    .insert(end, neighbour)
    .delete(position - neighbour.nodeSize, position)
    .scrollIntoView();
}

export function duplicateBlock(state: EditorState, { node, position }: Block): Transaction {
  return state.tr.insert(position + node.nodeSize, node.copy(node.content)).scrollIntoView();
}

export function deleteBlock(state: EditorState, { node, position }: Block): Transaction {
  return state.tr.deleteRange(position, position + node.nodeSize).scrollIntoView();
}

/** `name`: `null` for none. */
export function colorBlock(
  state: EditorState,
  { node, position }: Block,
  mark: 'textColor' | 'highlight',
  name: string | null,
): Transaction {
  const type = state.schema.marks[mark];
  const [from, to] = [position, position + node.nodeSize];
  if (!type) return state.tr;
  return name
    ? state.tr.addMark(from, to, type.create({ color: name }))
    : state.tr.removeMark(from, to, type);
}

/** Puts a new block where the caret is: in place of an empty line, else below. The caret goes in it or after it. */
export function insertBlock(editor: Editor, block: Node): number {
  const { state, view } = editor;
  const { $head } = state.selection;
  const isEmptyLine = $head.parent.type.name === 'paragraph' && $head.parent.content.size === 0;
  const depth = isEmptyLine ? $head.depth : depthOfBlock($head);
  const at = depth === 0 ? $head.pos : isEmptyLine ? $head.before(depth) : $head.after(depth);
  const tr = state.tr;
  if (isEmptyLine) tr.delete(at, $head.after(depth));
  const isLast = tr.doc.resolve(at).nodeAfter === null;
  const paragraph = state.schema.nodes.paragraph?.create();
  tr.insert(at, Fragment.from(isLast && paragraph ? [block, paragraph] : block));
  const inside = block.isAtom ? at + block.nodeSize : at + 1;
  tr.setSelection(TextSelection.near(tr.doc.resolve(inside), 1)).scrollIntoView();
  view.dispatch(tr);
  view.focus();
  return at;
}

/** Where a block can be put below: not inside of a line of a toggle, nor between an item's paragraph and its marker. */
function depthOfBlock($head: ResolvedPos): number {
  for (let depth = $head.depth; depth > 0; depth--) {
    const parent = $head.node(depth - 1).type.name;
    if (holders.has(parent) || items.has(parent) || parent === 'tableCell' || parent === 'tableHeader') {
      return depth;
    }
  }
  return 0;
}

function isList(node: Node): boolean {
  return node.type.spec.group?.split(' ').includes('list') ?? false;
}
