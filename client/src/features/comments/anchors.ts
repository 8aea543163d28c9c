/**
 * Where in a document a comment's piece of text is: of each text in it the first and the last letter, as relative positions of
 * Yjs. The first is found from the front and the last from behind, so what is typed at the edges is no part of the piece. One
 * pair for all of it would not do: of a block that was deleted nothing is left that says where it was.
 *
 * Where the letters are gone (a restore writes them anew, and so does a paragraph that is split), the same words between the
 * same words are the piece.
 */
import {
  type Anchor,
  quote_context_length_max,
  quote_length_max,
  runs_per_anchor_max,
} from '@scriptorium/shared/api/comments.ts';
import type { NodeMapping } from '@scriptorium/shared/document/read-body.ts';
import type { Node } from '@tiptap/pm/model';
import * as Y from 'yjs';

export interface Range {
  from: number;
  to: number;
}

/** A note as it is shown, and what of it came of which part of the document. */
export interface ShownNote {
  doc: Y.Doc;
  shown: Node;
  mapping: NodeMapping;
}

export interface AnchoredText {
  anchor: Anchor;
  quote: string;
}

/** @returns null where there is no text, or none that is in the document yet */
export function anchorAt(note: ShownNote, { from, to }: Range): AnchoredText | null {
  const letters = lettersIn(note.shown, from, to);
  const [first, last] = [letters[0], letters.at(-1)];
  const runs = runsOf(note, letters);
  if (!first || !last || runs.length === 0) return null;
  const text = new NoteText(note.shown);
  const [begin, stop] = [text.offsetOf(first.pos), text.offsetOf(last.pos) + 1];
  return {
    anchor: {
      runs: runs.map(({ type, first: start, last: end }) => [
        encode(Y.createRelativePositionFromTypeIndex(type, start, 0)),
        encode(Y.createRelativePositionFromTypeIndex(type, end + 1, -1)),
      ]),
      before: text.whole.slice(Math.max(0, begin - quote_context_length_max), begin).toWellFormed(),
      after: text.whole.slice(stop, stop + quote_context_length_max).toWellFormed(),
    },
    quote: text.whole.slice(begin, stop).slice(0, quote_length_max).toWellFormed(),
  };
}

/** By the letters' identities. @returns null for each whose letters are all gone */
export function findAnchors(note: ShownNote, anchors: readonly Anchor[]): (Range | null)[] {
  const runs = anchors.map((anchor) =>
    anchor.runs.map(([start, end]) => [decode(note.doc, start), decode(note.doc, end)] as const),
  );
  const places = new BlockPlaces(note, runs.flat(2));
  return runs.map((ends) => {
    const alive = ends.flatMap(([start, end]) => {
      const from = start && places.positionOf(start);
      const to = end && places.positionOf(end);
      return from !== null && to !== null && from < to ? [{ from, to }] : [];
    });
    const [head, tail] = [alive[0], alive.at(-1)];
    if (!head || !tail) return null;
    const letters = lettersIn(note.shown, head.from, tail.to);
    const [first, last] = [letters[0], letters.at(-1)];
    return first && last ? { from: first.pos, to: last.pos + 1 } : null;
  });
}

/** How much of what stood around a quote has to stand there still, on one side. */
const context_enough = 6;

/** The same words with the same before or behind them; of several the one with most of it, then the nearest. */
export function findQuote(text: NoteText, { anchor, quote }: AnchoredText, near: number): Range | null {
  if (quote === '') return null;
  const found: { at: number; score: number; distance: number }[] = [];
  for (let at = text.whole.indexOf(quote); at >= 0; at = text.whole.indexOf(quote, at + 1)) {
    const before = commonEnd(text.whole.slice(0, at), anchor.before);
    const after = commonStart(text.whole.slice(at + quote.length), anchor.after);
    const isSame =
      before >= Math.min(context_enough, anchor.before.length) ||
      after >= Math.min(context_enough, anchor.after.length);
    // Nothing stood around it: then nothing else may either, or it may be any words.
    const isBare = before + after === 0;
    if (isSame && (!isBare || anchor.before + anchor.after === ''))
      found.push({ at, score: before + after, distance: Math.abs(text.positionOf(at) - near) });
  }
  const [best] = found.sort((a, b) => b.score - a.score || a.distance - b.distance);
  if (!best) return null;
  return { from: text.positionOf(best.at), to: text.positionOf(best.at + quote.length - 1) + 1 };
}

function commonEnd(text: string, wanted: string): number {
  let length = 0;
  while (length < wanted.length && text.at(-1 - length) === wanted.at(-1 - length)) length += 1;
  return length;
}

function commonStart(text: string, wanted: string): number {
  let length = 0;
  while (length < wanted.length && text[length] === wanted[length]) length += 1;
  return length;
}

/** The words of a note, one block a line, and where each letter of them is. */
export class NoteText {
  readonly whole: string;
  /** Of each run of letters: where it begins in the whole, and in the note. */
  readonly #runs: { offset: number; pos: number; length: number }[] = [];

  constructor(shown: Node) {
    let whole = '';
    shown.descendants((node, pos) => {
      if (node.isTextblock && whole !== '') whole += '\n';
      const text = node.isText ? (node.text ?? '') : node.isInline ? ' ' : '';
      if (text !== '') this.#runs.push({ offset: whole.length, pos, length: text.length });
      whole += text;
    });
    this.whole = whole;
  }

  offsetOf(pos: number): number {
    const run = this.#runs.findLast((each) => each.pos <= pos);
    return run ? run.offset + Math.min(pos - run.pos, run.length) : 0;
  }

  positionOf(offset: number): number {
    const run = this.#runs.findLast((each) => each.offset <= offset);
    return run ? run.pos + Math.min(offset - run.offset, run.length) : 0;
  }
}

interface Letter {
  pos: number;
  block: Node;
  /** In the block. */
  offset: number;
}

/** Those of a range, from the first to the last that is not blank. */
function lettersIn(shown: Node, from: number, to: number): Letter[] {
  const letters: Letter[] = [];
  let [first, end] = [-1, 0];
  shown.nodesBetween(from, to, (block, blockPos) => {
    if (!block.isTextblock) return true;
    block.forEach((child, childOffset) => {
      const text = child.text ?? '';
      for (let i = 0; i < text.length; i++) {
        const offset = childOffset + i;
        const pos = blockPos + 1 + offset;
        if (pos < from || pos >= to) continue;
        letters.push({ pos, block, offset });
        if (/\s/.test(text[i] ?? '')) continue;
        if (first < 0) first = letters.length - 1;
        end = letters.length;
      }
    });
    return false;
  });
  return first < 0 ? [] : letters.slice(first, end);
}

interface Run {
  type: Y.XmlText;
  first: number;
  last: number;
}

/** As texts of the document have them. Of very many those at both ends: they say where it begins and where it ends. */
function runsOf({ mapping }: ShownNote, letters: readonly Letter[]): Run[] {
  const elements = new Map([...mapping].map(([type, node]) => [node, type]));
  const runs: Run[] = [];
  for (const { block, offset } of letters) {
    const place = placeIn(elements.get(block), offset, mapping);
    const run = runs.at(-1);
    if (place && run?.type === place.type) run.last = place.index;
    else if (place) runs.push({ type: place.type, first: place.index, last: place.index });
  }
  if (runs.length <= runs_per_anchor_max) return runs;
  return [...runs.slice(0, runs_per_anchor_max / 2), ...runs.slice(-runs_per_anchor_max / 2)];
}

interface TextPlace {
  type: Y.XmlText;
  index: number;
}

function placeIn(element: unknown, offset: number, mapping: NodeMapping): TextPlace | null {
  if (!(element instanceof Y.XmlElement)) return null;
  let left = offset;
  for (const child of element.toArray()) {
    const size = sizeOf(child, mapping);
    if (child instanceof Y.XmlText && left < size) return { type: child, index: left };
    left -= size;
  }
  return null;
}

function sizeOf(child: unknown, mapping: NodeMapping): number {
  if (child instanceof Y.XmlText) return child.length;
  const node = mapping.get(child);
  return node && !Array.isArray(node) ? node.nodeSize : 0;
}

/** Positions in what is shown, of places in the document: one walk through it for all of them. */
class BlockPlaces {
  readonly #mapping: NodeMapping;
  readonly #positions = new Map<Node, number>();

  constructor({ shown, mapping }: ShownNote, places: readonly (TextPlace | null)[]) {
    this.#mapping = mapping;
    const wanted = new Set(places.map((place) => place && mapping.get(place.type.parent)));
    shown.descendants((node, pos) => {
      if (wanted.has(node) && !this.#positions.has(node)) this.#positions.set(node, pos);
      return !node.isTextblock;
    });
  }

  positionOf({ type, index }: TextPlace): number | null {
    const element = type.parent;
    const block = this.#mapping.get(element);
    if (!(element instanceof Y.XmlElement) || !block || Array.isArray(block)) return null;
    const pos = this.#positions.get(block);
    if (pos === undefined) return null;
    let before = 0;
    for (const child of element.toArray()) {
      if (child === type) return pos + 1 + before + index;
      before += sizeOf(child, this.#mapping);
    }
    return null;
  }
}

function decode(doc: Y.Doc, position: string): TextPlace | null {
  try {
    const relative = Y.decodeRelativePosition(Uint8Array.from(atob(position), (each) => each.charCodeAt(0)));
    const place = Y.createAbsolutePositionFromRelativePosition(relative, doc);
    return place?.type instanceof Y.XmlText ? { type: place.type, index: place.index } : null;
  } catch {
    // Of what this device has not heard of yet.
    return null;
  }
}

function encode(position: Y.RelativePosition): string {
  return btoa(String.fromCharCode(...Y.encodeRelativePosition(position)));
}
