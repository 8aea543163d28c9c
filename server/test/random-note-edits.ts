/**
 * Random commands on notes with every kind of block, done as the editor does them: a ProseMirror transform on what is
 * shown, then y-tiptap's way into Yjs. Plain data, so that a failed run can be read and run again.
 */
import { readBody, type NodeMapping } from '@scriptorium/shared/document/read-body.ts';
import { type Json, someNote, withoutEmptyTexts } from '@scriptorium/shared/document/markdown/some-note.ts';
import { noteExtensions } from '@scriptorium/shared/document/schema.ts';
import { body_field, title_field } from '@scriptorium/shared/protocol/document.ts';
import { getSchema } from '@tiptap/core';
import type { Fragment, Node, ResolvedPos, Schema } from '@tiptap/pm/model';
import { canJoin, canSplit, findWrapping, liftTarget, Transform } from '@tiptap/pm/transform';
import { updateYFragment } from '@tiptap/y-tiptap';
import * as fc from 'fast-check';
import type * as Y from 'yjs';
import { randomPart } from './random-part.ts';

const words = fc.string({ unit: fc.constantFrom(...'abcdefgh .é漢'), minLength: 1, maxLength: 12 });

/** `at` and `to` are parts of whatever is there: 0 is the begin, 1 the end. */
export const noteEdits = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('type' as const), at: randomPart, text: words }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('delete' as const), at: randomPart, to: randomPart }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('blocks' as const), at: randomPart, note: someNote }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('split' as const), at: randomPart }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('join' as const), at: randomPart }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('mark' as const),
      at: randomPart,
      to: randomPart,
      mark: fc.constantFrom('bold', 'italic', 'strike', 'highlight'),
      isOn: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('retype' as const),
      at: randomPart,
      type: fc.constantFrom('paragraph', 'heading', 'codeBlock'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wrap' as const),
      at: randomPart,
      type: fc.constantFrom('blockquote', 'bulletList', 'taskList', 'callout'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lift' as const), at: randomPart }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), at: randomPart, to: randomPart }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop' as const), at: randomPart }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('check' as const), at: randomPart }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('title' as const), at: randomPart, text: words }) },
);
export type NoteEdit = typeof noteEdits extends fc.Arbitrary<infer Edit> ? Edit : never;

const schema = getSchema(noteExtensions());
const refusals = new Set(['ReplaceError', 'TransformError']);

/** Does nothing where there is nothing to do it to. */
export function applyNoteEdit(doc: Y.Doc, edit: NoteEdit): void {
  if (edit.kind === 'title') {
    const title = doc.getText(title_field);
    title.insert(Math.round(title.length * edit.at), edit.text);
    return;
  }
  const body = doc.getXmlFragment(body_field);
  const mapping: NodeMapping = new Map();
  const shown = schema.topNodeType.create(null, readBody(body, schema, mapping));
  const transform = new Transform(shown);
  try {
    const run = edits[edit.kind] as (transform: Transform, edit: NoteEdit) => void;
    run(transform, edit);
    transform.doc.check();
  } catch (error) {
    // ProseMirror says so where the schema does not allow it.
    if (error instanceof RangeError || refusals.has((error as Error).name)) return;
    throw error;
  }
  if (transform.doc.eq(shown)) return;
  doc.transact(() => updateYFragment(doc, body, transform.doc, { mapping, isOMark: new Map() } as never));
}

type Edits = {
  [Kind in Exclude<NoteEdit['kind'], 'title'>]: (
    transform: Transform,
    edit: NoteEdit & { kind: Kind },
  ) => void;
};

const edits: Edits = {
  type(transform, { at, text }) {
    const $at = textPlace(transform.doc, at);
    if ($at) transform.insert($at.pos, schema.text(text));
    else transform.insert(0, schema.node('paragraph', null, schema.text(text)));
  },
  delete(transform, { at, to }) {
    const [a, b] = [textPlace(transform.doc, at), textPlace(transform.doc, to)];
    if (a && b) transform.deleteRange(Math.min(a.pos, b.pos), Math.max(a.pos, b.pos));
  },
  blocks(transform, { at, note }) {
    const { doc } = transform;
    transform.insert(placeOfBlock(doc, Math.round(at * doc.childCount)), nodesOf(note));
  },
  split(transform, { at }) {
    const $at = textPlace(transform.doc, at);
    if ($at && canSplit(transform.doc, $at.pos)) transform.split($at.pos);
  },
  join(transform, { at }) {
    const $at = textPlace(transform.doc, at);
    if (!$at || $at.depth === 0) return;
    if (canJoin(transform.doc, $at.before())) transform.join($at.before());
  },
  mark(transform, { at, to, mark, isOn }) {
    const [a, b] = [textPlace(transform.doc, at), textPlace(transform.doc, to)];
    const type = schema.marks[mark];
    if (!a || !b || !type || a.pos === b.pos) return;
    const [from, end] = [Math.min(a.pos, b.pos), Math.max(a.pos, b.pos)];
    if (isOn) transform.addMark(from, end, type.create());
    else transform.removeMark(from, end, type);
  },
  retype(transform, { at, type }) {
    const $at = textPlace(transform.doc, at);
    const to = schema.nodes[type];
    if ($at && to) transform.setBlockType($at.pos, $at.pos, to);
  },
  wrap(transform, { at, type }) {
    const range = textPlace(transform.doc, at)?.blockRange();
    const to = schema.nodes[type];
    const wrapping = range && to && findWrapping(range, to);
    if (range && wrapping) transform.wrap(range, wrapping);
  },
  lift(transform, { at }) {
    const range = textPlace(transform.doc, at)?.blockRange();
    const target = range && liftTarget(range);
    if (range && target !== null && target !== undefined) transform.lift(range, target);
  },
  move(transform, { at, to }) {
    const { doc } = transform;
    if (doc.childCount < 2) return;
    const from = Math.min(Math.floor(at * doc.childCount), doc.childCount - 1);
    const block = doc.child(from);
    transform.delete(placeOfBlock(doc, from), placeOfBlock(doc, from + 1));
    transform.insert(placeOfBlock(transform.doc, Math.round(to * transform.doc.childCount)), block);
  },
  drop(transform, { at }) {
    const { doc } = transform;
    if (doc.childCount < 2) return;
    const index = Math.min(Math.floor(at * doc.childCount), doc.childCount - 1);
    transform.delete(placeOfBlock(doc, index), placeOfBlock(doc, index + 1));
  },
  check(transform, { at }) {
    const found: [number, Node][] = [];
    transform.doc.descendants((node, position) => {
      if (['taskItem', 'heading', 'callout', 'image', 'tableCell'].includes(node.type.name))
        found.push([position, node]);
    });
    const chosen = found[Math.min(Math.floor(at * found.length), found.length - 1)];
    if (!chosen) return;
    const [position, node] = chosen;
    transform.setNodeMarkup(position, null, { ...node.attrs, ...otherAttributes(node) });
  },
};

function otherAttributes({ type, attrs }: Node): Record<string, unknown> {
  if (type.name === 'taskItem') return { checked: !attrs.checked };
  if (type.name === 'heading') return { level: (attrs.level % 3) + 1 };
  if (type.name === 'callout') return { kind: attrs.kind === 'tip' ? 'warning' : 'tip' };
  if (type.name === 'image') return { width: attrs.width === 50 ? 80 : 50 };
  return { align: attrs.align === 'right' ? null : 'right' };
}

function nodesOf(note: Json): Fragment {
  return (schema as Schema).nodeFromJSON(withoutEmptyTexts(note)).content;
}

function placeOfBlock(doc: Node, index: number): number {
  let at = 0;
  for (let i = 0; i < index; i++) at += doc.child(i).nodeSize;
  return at;
}

/** The place in a text that is nearest to a part of the note. */
function textPlace(doc: Node, part: number): ResolvedPos | null {
  const places: number[] = [];
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    for (let at = 0; at <= node.content.size; at++) {
      if (!isInsideLetter(node, at)) places.push(position + 1 + at);
    }
    return false;
  });
  const place = places[Math.min(Math.floor(part * places.length), places.length - 1)];
  return place === undefined ? null : doc.resolve(place);
}

/** Between the two halves of a letter that takes two places: no editor writes there. */
function isInsideLetter(block: Node, at: number): boolean {
  const { node, offset } = block.childAfter(at);
  return node?.isText === true && /[\udc00-\udfff]/.test(node.text?.charAt(at - offset) ?? '');
}
