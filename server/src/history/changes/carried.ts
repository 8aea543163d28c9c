/**
 * Text that was carried over. The editor writes a text anew when Enter splits its block, when the block becomes a heading,
 * when it is dragged elsewhere; and so does a restore. For Yjs the text is deleted, and another is inserted; for people
 * it is the same text, of whoever typed it. Where one update deletes a text and inserts the same again, the letters of
 * the second are those of the first.
 */
import { createDecoder, hasContent, readVarUint } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarUint } from 'lib0/encoding';
import * as Y from 'yjs';
import type { ClockRange, Effect } from '../../documents/archive.ts';

/** `length` edits from `to.clock` on are copies of those from `from.clock` on. */
export interface Carried {
  from: { client: number; clock: number };
  to: { client: number; clock: number };
  length: number;
}

/** Shorter texts are the same by chance. */
const part_length_min = 3;

/** Letters that stand in a row, of one text. */
interface TextRun {
  text: string;
  pieces: ClockRange[];
}

export function carriedBy(archive: Y.Doc, { inserted, deleted }: Effect): Carried[] {
  if (inserted.length === 0 || deleted.length === 0) return [];
  const gone = textRuns(archive, deleted);
  if (gone.length === 0) return [];
  const carried: Carried[] = [];
  for (const run of textRuns(archive, inserted)) {
    const same = gone.findIndex(({ text }) => text === run.text);
    if (same >= 0) carried.push(...pair(gone.splice(same, 1)[0] as TextRun, 0, run, 0, run.text.length));
    else carried.push(...pairPart(gone, run));
  }
  return carried;
}

/** Where one of the texts is a part of the other. */
function pairPart(gone: readonly TextRun[], run: TextRun): Carried[] {
  for (const each of gone) {
    const length = Math.min(each.text.length, run.text.length);
    if (length < part_length_min) continue;
    const inRun = run.text.indexOf(each.text);
    if (inRun >= 0) return pair(each, 0, run, inRun, length);
    const inGone = each.text.indexOf(run.text);
    if (inGone >= 0) return pair(each, inGone, run, 0, length);
  }
  return [];
}

function pair(from: TextRun, fromAt: number, to: TextRun, toAt: number, length: number): Carried[] {
  const carried: Carried[] = [];
  const sources = cut(from.pieces, fromAt, length);
  const targets = cut(to.pieces, toAt, length);
  let [source, target] = [sources.shift(), targets.shift()];
  while (source && target) {
    const length = Math.min(source.length, target.length);
    carried.push({
      from: { client: source.client, clock: source.clock },
      to: { client: target.client, clock: target.clock },
      length,
    });
    source = length < source.length ? behind(source, length) : sources.shift();
    target = length < target.length ? behind(target, length) : targets.shift();
  }
  return carried;
}

function behind({ client, clock, length }: ClockRange, count: number): ClockRange {
  return { client, clock: clock + count, length: length - count };
}

function cut(pieces: readonly ClockRange[], at: number, length: number): ClockRange[] {
  const parts: ClockRange[] = [];
  let begin = 0;
  for (const piece of pieces) {
    const from = Math.max(at - begin, 0);
    const to = Math.min(at + length - begin, piece.length);
    if (from < to) parts.push({ client: piece.client, clock: piece.clock + from, length: to - from });
    begin += piece.length;
  }
  return parts;
}

function textRuns(archive: Y.Doc, ranges: readonly ClockRange[]): TextRun[] {
  const pieces = new Map<Y.Item, { from: number; to: number }>();
  for (const range of ranges) {
    for (const [item, from, to] of itemsIn(archive, range)) {
      if (!(item.content instanceof Y.ContentString)) continue;
      const known = pieces.get(item);
      // Of two parts of one item the second begins a run of its own, rarely: then it is left out.
      if (!known) pieces.set(item, { from, to });
      else if (known.to === from) known.to = to;
    }
  }
  const runs: TextRun[] = [];
  const isInside = new Set<Y.Item>();
  const next = (item: Y.Item): Y.Item | null => {
    if ((pieces.get(item)?.to ?? 0) < item.length) return null;
    let right = item.right;
    while (right && !pieces.has(right) && (right.deleted || !right.countable)) right = right.right;
    return right && pieces.get(right)?.from === 0 ? right : null;
  };
  for (const item of pieces.keys()) {
    const after = next(item);
    if (after) isInside.add(after);
  }
  for (const first of pieces.keys()) {
    if (isInside.has(first)) continue;
    const run: TextRun = { text: '', pieces: [] };
    for (let item: Y.Item | null = first; item; item = next(item)) {
      const { from, to } = pieces.get(item) as { from: number; to: number };
      run.text += (item.content as Y.ContentString).str.slice(from, to);
      run.pieces.push({ client: item.id.client, clock: item.id.clock + from, length: to - from });
    }
    runs.push(run);
  }
  return runs;
}

/** The items that a range touches, and from where to where in each. */
function* itemsIn(
  archive: Y.Doc,
  { client, clock, length }: ClockRange,
): Generator<[Y.Item, number, number]> {
  const structs = archive.store.clients.get(client) ?? [];
  const end = clock + length;
  if (structs.length === 0) return;
  for (let index = Y.findIndexSS(structs, clock); index < structs.length; index++) {
    const struct = structs[index] as Y.Item | Y.GC;
    if (struct.id.clock >= end) return;
    if (!(struct instanceof Y.Item)) continue;
    yield [struct, Math.max(clock - struct.id.clock, 0), Math.min(end - struct.id.clock, struct.length)];
  }
}

/** For a restore, of which it is known what it copied: varuints, five for each run. */
export function encodeCarried(carried: readonly Carried[]): Uint8Array {
  const encoder = createEncoder();
  for (const { from, to, length } of carried) {
    for (const number of [from.client, from.clock, to.client, to.clock, length])
      writeVarUint(encoder, number);
  }
  return toUint8Array(encoder);
}

export function decodeCarried(bytes: Uint8Array): Carried[] {
  const decoder = createDecoder(bytes);
  const next = () => readVarUint(decoder);
  const carried: Carried[] = [];
  while (hasContent(decoder)) {
    carried.push({
      from: { client: next(), clock: next() },
      to: { client: next(), clock: next() },
      length: next(),
    });
  }
  return carried;
}
