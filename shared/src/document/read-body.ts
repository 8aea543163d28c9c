/**
 * A note's body (Yjs) as ProseMirror nodes, whatever is in it.
 *
 * Anybody who may write in a note can put anything there, and two people's edits can meet in a way that the schema does
 * not foresee (each deletes one of a table's two rows). Yet every reader must see the note, nothing may break, and
 * reading must not write: y-tiptap's own reader deletes from the shared document what it cannot read, which would also
 * make an old app delete the blocks of a newer one.
 *
 * So each element of the body gives exactly one node. What does not fit is put right in the view only:
 *   an attribute that is not valid   is left at its default
 *   a mark that is not known         is not shown
 *   a child that may not be there    is an `unknownBlock` or `unknownInline`, or not shown where neither may be
 *   what must be there and is not    is an empty one
 *   what is nested too deep          is an `unknownBlock`
 * `mapping` says which node came of which Yjs type; as long as a node is that very object, the binding does not touch
 * what it came of.
 */
import { Fragment, Mark, type MarkType, type Node, type NodeType, type Schema } from '@tiptap/pm/model';
import * as Y from 'yjs';

export type NodeMapping = Map<unknown, Node | Node[]>;

/** Deeper than anybody nests lists; far from where the stack ends. */
export const depth_max = 80;
/** Takes the place of something in a text that is no text: one position, as in Yjs. */
const embed_text = '\ufffc';

/** Nodes for the whole body; those of elements that `mapping` knows are taken from there. */
export function readBody(body: Y.XmlFragment, schema: Schema, mapping: NodeMapping): Node[] {
  const nodes = body.toArray().map((child) => readBlock(child, schema, mapping, 0));
  // As good as always; the other way costs by the square of the blocks.
  if (schema.topNodeType.validContent(Fragment.from(nodes))) return nodes;
  return fitChildren(schema.topNodeType.contentMatch, nodes, schema, (child, by) =>
    remap(mapping, child, by),
  );
}

function readBlock(type: unknown, schema: Schema, mapping: NodeMapping, depth: number): Node {
  const known = mapping.get(type);
  if (known && !Array.isArray(known)) return known;
  const node =
    (type instanceof Y.XmlElement && makeBlock(type, schema, mapping, depth)) || unknownBlock(schema);
  mapping.set(type, node);
  return node;
}

function makeBlock(element: Y.XmlElement, schema: Schema, mapping: NodeMapping, depth: number): Node | null {
  const type = schema.nodes[element.nodeName];
  if (!type || type.isText || type === schema.topNodeType || depth > depth_max) return null;
  const attributes = readAttributes(type, element.getAttributes());
  if (!attributes) return null;
  const children = type.inlineContent
    ? element.toArray().flatMap((child) => readInline(child, type, schema, mapping))
    : element.toArray().map((child) => readBlock(child, schema, mapping, depth + 1));
  const content = Fragment.from(children);
  if (type.validContent(content)) return type.create(attributes, content);
  const fitted = fitChildren(type.contentMatch, children, schema, (child, by) => remap(mapping, child, by));
  return type.validContent(Fragment.from(fitted)) ? type.create(attributes, fitted) : null;
}

function readInline(type: unknown, parent: NodeType, schema: Schema, mapping: NodeMapping): Node[] {
  if (type instanceof Y.XmlText) return readText(type, parent, schema);
  const known = mapping.get(type);
  if (known && !Array.isArray(known)) return [known];
  const inline = type instanceof Y.XmlElement ? makeInline(type, schema) : null;
  const node = inline ?? schema.nodes.unknownInline?.create();
  if (!node) return [];
  mapping.set(type, node);
  return [node];
}

function makeInline(element: Y.XmlElement, schema: Schema): Node | null {
  const type = schema.nodes[element.nodeName];
  if (!type?.isInline || type.isText) return null;
  const attributes = readAttributes(type, element.getAttributes());
  return attributes && type.create(attributes);
}

function readText(text: Y.XmlText, parent: NodeType, schema: Schema): Node[] {
  const parts = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[];
  return parts.flatMap(({ insert, attributes }) => {
    const words = typeof insert === 'string' ? insert : embed_text;
    if (words === '') return [];
    return schema.text(words, parent.allowedMarks(readMarks(attributes ?? {}, schema)));
  });
}

function readMarks(attributes: Record<string, unknown>, schema: Schema): readonly Mark[] {
  const marks = Object.entries(attributes).flatMap(([key, value]) => {
    // A mark that may overlap itself has a hash behind its name.
    const type = schema.marks[key.replace(/--[a-zA-Z0-9+/=]{8}$/, '')];
    return (type && makeMark(type, value)) ?? [];
  });
  return Mark.setFrom(marks);
}

/** A link without its address or a colour without its name is none. */
export function makeMark(type: MarkType, value: unknown): Mark | null {
  try {
    return type.create(isRecord(value) ? value : null);
  } catch {
    return null;
  }
}

/** Those that are valid; `null` when one that must be given is not. */
export function readAttributes(
  type: NodeType,
  given: Record<string, unknown>,
): Record<string, unknown> | null {
  const read: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries(type.spec.attrs ?? {})) {
    const value = given[name];
    if (value !== undefined && isValid(value, spec.validate)) read[name] = value;
    else if (!('default' in spec)) return null;
  }
  return read;
}

function isValid(value: unknown, validate: string | ((value: unknown) => void) | undefined): boolean {
  if (typeof validate !== 'function') return value === null || typeof value !== 'object';
  try {
    validate(value);
    return true;
  } catch {
    return false;
  }
}

type ContentMatch = NodeType['contentMatch'];
type OnReplaced = (child: Node, by: Node) => void;

/** The children as far as the schema allows them here, with what it asks for besides. */
function fitChildren(start: ContentMatch, children: Node[], schema: Schema, onReplaced: OnReplaced): Node[] {
  let fitted = Fragment.empty;
  let match = start;
  const place = (node: Node): boolean => {
    // What has to come before it: a toggle's line, for instance.
    const added = match.fillBefore(Fragment.from(node))?.addToEnd(node);
    const after = added && match.matchFragment(added);
    if (!added || !after) return false;
    fitted = fitted.append(added);
    match = after;
    return true;
  };
  for (const child of children) {
    if (place(child)) continue;
    const standIn = unknownBlock(schema);
    if (place(standIn)) onReplaced(child, standIn);
  }
  return [...fitted.append(match.fillBefore(Fragment.empty, true) ?? Fragment.empty).content];
}

export function unknownBlock(schema: Schema): Node {
  const type = schema.nodes.unknownBlock;
  if (!type) throw new Error('The schema has no node for what it does not know');
  return type.create();
}

function remap(mapping: NodeMapping, child: Node, by: Node): void {
  for (const [type, node] of mapping) {
    if (node === child) mapping.set(type, by);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
