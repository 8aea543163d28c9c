/**
 * The union of two revisions (`ChangedNode`) as ProseMirror nodes, and where in them what was changed.
 *
 * What was deleted stands beside what took its place, so a parent may hold more than its schema allows: a toggle two
 * lines, a row five cells of four columns. Content is therefore not checked, which only a view for reading can afford;
 * types, attributes and marks are read with the same care as in `read-body.ts`.
 */
import type { ChangedNode } from '@scriptorium/shared/api/history.ts';
import { depth_max, makeMark, readAttributes, unknownBlock } from '@scriptorium/shared/document/read-body.ts';
import { Mark, type Node, type NodeType, type Schema } from '@tiptap/pm/model';

/** Positions are those of a document that has `blocks` and nothing else. */
export interface Place {
  from: number;
  to: number;
  /** Index into the changes; absent where nothing was changed. */
  change?: number;
  /** Of the nearest block around that has one. */
  within?: number;
  /** Of a block, for a restore of only it. */
  id?: string;
  isBlock: boolean;
}

export interface ChangedNodes {
  blocks: Node[];
  /** Outer before inner, in the order of the text. */
  places: Place[];
}

export function readChanged(body: readonly ChangedNode[], schema: Schema): ChangedNodes {
  const places: Place[] = [];
  const blocks: Node[] = [];
  let at = 0;
  for (const given of body) {
    const block = readBlock(given, { schema, places, at, depth: 0, within: undefined });
    blocks.push(block);
    at += block.nodeSize;
  }
  return { blocks, places };
}

interface Reading {
  schema: Schema;
  places: Place[];
  /** Where the node begins. */
  at: number;
  depth: number;
  /** The change of the nearest block around. */
  within: number | undefined;
}

function readBlock(given: ChangedNode, reading: Reading): Node {
  const { places, at, within } = reading;
  const { change, id } = given;
  const isMarked = change !== undefined || id !== undefined;
  const place: Place = { from: at, to: at, isBlock: true };
  if (change !== undefined) place.change = change;
  if (within !== undefined) place.within = within;
  if (id !== undefined) place.id = id;
  // Before what is in it.
  if (isMarked) places.push(place);
  const block = makeBlock(given, reading) ?? unknownBlock(reading.schema);
  place.to = at + block.nodeSize;
  return block;
}

function makeBlock(given: ChangedNode, { schema, places, at, depth, within: around }: Reading): Node | null {
  const type = schema.nodes[given.type];
  if (!type?.isBlock || type === schema.topNodeType || depth > depth_max) return null;
  if (depth === 0 && !schema.topNodeType.contentMatch.matchType(type)) return null;
  const attributes = readAttributes(type, given.attrs ?? {});
  if (!attributes) return null;
  const children: Node[] = [];
  const within = given.change ?? around;
  let inner = at + 1;
  for (const child of type.isLeaf ? [] : (given.content ?? [])) {
    const node = type.inlineContent
      ? readInline(child, type, { schema, places, at: inner, depth, within })
      : readBlock(child, { schema, places, at: inner, depth: depth + 1, within });
    if (!node) continue;
    children.push(node);
    inner += node.nodeSize;
  }
  return type.create(attributes, children);
}

function readInline(
  given: ChangedNode,
  parent: NodeType,
  { schema, places, at, within }: Reading,
): Node | null {
  const node = makeInline(given, parent, schema);
  if (node && given.change !== undefined) {
    const place: Place = { from: at, to: at + node.nodeSize, change: given.change, isBlock: false };
    if (within !== undefined) place.within = within;
    places.push(place);
  }
  return node;
}

function makeInline(given: ChangedNode, parent: NodeType, schema: Schema): Node | null {
  const marks = parent.allowedMarks(readMarks(given, schema));
  if (given.type === 'text') return given.text ? schema.text(given.text, marks) : null;
  const type = schema.nodes[given.type];
  const attributes = type?.isInline && type.isLeaf ? readAttributes(type, given.attrs ?? {}) : null;
  const made =
    attributes && type ? type.create(attributes, null, marks) : schema.nodes.unknownInline?.create();
  return made ?? null;
}

function readMarks(given: ChangedNode, schema: Schema): readonly Mark[] {
  const marks = (given.marks ?? []).flatMap(({ type, attrs }) => {
    const known = schema.marks[type];
    return (known && makeMark(known, attrs)) ?? [];
  });
  return Mark.setFrom(marks);
}
