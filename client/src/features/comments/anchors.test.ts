import type { Anchor } from '@scriptorium/shared/api/comments.ts';
import { someNote } from '@scriptorium/shared/document/markdown/some-note.ts';
import { type NodeMapping, readBody } from '@scriptorium/shared/document/read-body.ts';
import { noteExtensions } from '@scriptorium/shared/document/schema.ts';
import { body_field } from '@scriptorium/shared/protocol/document.ts';
import { getSchema } from '@tiptap/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { applyNoteEdit, noteEdits } from '../../../../server/test/random-note-edits.ts';
import { randomPart } from '../../../../server/test/random-part.ts';
import { anchorAt, findAnchors, findQuote, NoteText, type Range, type ShownNote } from './anchors.ts';

const schema = getSchema(noteExtensions());

function show(doc: Y.Doc): ShownNote {
  const mapping: NodeMapping = new Map();
  const shown = schema.topNodeType.create(null, readBody(doc.getXmlFragment(body_field), schema, mapping));
  return { doc, shown, mapping };
}

function noteOf(...paragraphs: string[]): Y.Doc {
  const doc = new Y.Doc();
  const content = paragraphs.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] }));
  applyNoteEdit(doc, { kind: 'blocks', at: 0, note: { type: 'doc', content } as never });
  return doc;
}

function rangeOf(note: ShownNote, words: string): Range {
  const text = new NoteText(note.shown);
  const at = text.whole.indexOf(words);
  return { from: text.positionOf(at), to: text.positionOf(at + words.length - 1) + 1 };
}

function wordsAt({ shown }: ShownNote, range: Range | null | undefined): string | null {
  return range ? shown.textBetween(range.from, range.to, '\n', ' ') : null;
}

function anchorOn(doc: Y.Doc, words: string) {
  const note = show(doc);
  const made = anchorAt(note, rangeOf(note, words));
  if (!made) throw new Error(`nothing to comment on in ${words}`);
  return made;
}

/** By hand, as y-tiptap does it for an editor: at a letter of the only text of a paragraph. */
function textOf(doc: Y.Doc, paragraph: number): Y.XmlText {
  const element = doc.getXmlFragment(body_field).get(paragraph);
  return (element as Y.XmlElement).get(0) as Y.XmlText;
}

describe('C9: an anchor', () => {
  it('is on the words that were chosen, without the blank around them', () => {
    const doc = noteOf('The engine might compose.', 'It is a machine.');
    const note = show(doc);
    const { from, to } = rangeOf(note, 'engine might');
    const made = anchorAt(note, { from: from - 1, to: to + 1 });
    expect(made).toMatchObject({
      quote: 'engine might',
      anchor: { before: 'The ', after: ' compose.\nIt is a machine.\n' },
    });
    expect(findAnchors(note, made ? [made.anchor] : [])).toEqual([{ from, to }]);
  });

  it('may go over several blocks, and there is none without words', () => {
    const doc = noteOf('One two.', 'Three four.');
    const { anchor, quote } = anchorOn(doc, 'two.\nThree');
    expect(quote).toBe('two.\nThree');
    expect(wordsAt(show(doc), findAnchors(show(doc), [anchor])[0])).toBe('two.\nThree');
    expect(anchorAt(show(doc), { from: 4, to: 5 })).toBeNull();
  });

  it('does not grow when somebody types at its edges, and does inside', () => {
    const doc = noteOf('a word here');
    const { anchor } = anchorOn(doc, 'word');
    const text = textOf(doc, 0);
    text.insert(6, 'y');
    text.insert(2, 's');
    expect(wordsAt(show(doc), findAnchors(show(doc), [anchor])[0])).toBe('word');
    text.insert(4, '-');
    expect(wordsAt(show(doc), findAnchors(show(doc), [anchor])[0])).toBe('w-ord');
  });

  it('shrinks with what is deleted of it, and is nowhere when all of it is', () => {
    const doc = noteOf('a word here');
    const { anchor } = anchorOn(doc, 'word');
    const text = textOf(doc, 0);
    text.delete(1, 3);
    expect(wordsAt(show(doc), findAnchors(show(doc), [anchor])[0])).toBe('rd');
    text.delete(0, 4);
    expect(findAnchors(show(doc), [anchor])).toEqual([null]);
  });

  it('stays on what is left of it when its first block goes', () => {
    const doc = noteOf('One two.', 'Three four.', 'Five.');
    const { anchor } = anchorOn(doc, 'two.\nThree four.\nFive');
    applyNoteEdit(doc, { kind: 'drop', at: 0 });
    expect(wordsAt(show(doc), findAnchors(show(doc), [anchor])[0])).toBe('Three four.\nFive');
  });

  it('covers the letters that survive and what was written between them, whatever two people do, apart and together', () => {
    let covered = 0;
    fc.assert(
      fc.property(anything, (story) => {
        const told = tell(story);
        for (const { device, anchor, chosen, order } of told) {
          const after = show(device);
          const shown = shownLetters(after);
          const [range] = findAnchors(after, [anchor]);
          const alive = [...shown.keys()].filter((id) => chosen.has(id));
          const words = alive.filter((id) => /\S/.test(shown.get(id)?.letter ?? ''));
          if (words.length === 0) continue;
          covered += 1;
          const inside = [...shown].filter(([, { pos }]) => range && pos >= range.from && pos < range.to);
          const ids = new Set(inside.map(([id]) => id));
          expect(words.filter((id) => !ids.has(id))).toEqual([]);
          expect([...ids].filter((id) => !order.has(id))).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
    expect(covered).toBeGreaterThan(50);
  }, 60_000);
});

describe('C9: where the letters are gone', () => {
  it('the same words between the same words are the piece', () => {
    const doc = noteOf('It was the best of times, it was the worst of times.');
    const made = anchorOn(doc, 'the worst');
    const again = noteOf('Chapter one', 'It was the best of times, it was the worst of times.');
    const note = show(again);
    expect(findAnchors(note, [made.anchor])).toEqual([null]);
    expect(wordsAt(note, findQuote(new NoteText(note.shown), made, 0))).toBe('the worst');
  });

  it('the same words elsewhere are not', () => {
    const made = anchorOn(noteOf('Pay the bill today.'), 'the');
    const note = show(noteOf('What a day for the garden.'));
    expect(findQuote(new NoteText(note.shown), made, 0)).toBeNull();
  });

  it('of several it is the one with most of what was around it, then the nearest', () => {
    const made = anchorOn(noteOf('red apple pie, green apple pie'), 'apple');
    const text = new NoteText(show(noteOf('green apple pie', 'red apple pie', 'red apple pie')).shown);
    const at = (near: number) => text.offsetOf(findQuote(text, made, near)?.from ?? 0);
    expect([at(0), at(1_000)]).toEqual([
      'green apple pie\nred '.length,
      'green apple pie\nred apple pie\nred '.length,
    ]);
  });
});

function sync(one: Y.Doc, other: Y.Doc): void {
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one, Y.encodeStateVector(other)));
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other, Y.encodeStateVector(one)));
}

const anything = fc.record({
  note: someNote,
  from: randomPart,
  to: randomPart,
  edits: fc.array(fc.record({ by: fc.nat(1), edit: noteEdits, syncs: fc.boolean() }), { maxLength: 15 }),
});
type Story = typeof anything extends fc.Arbitrary<infer S> ? S : never;

interface Told {
  device: Y.Doc;
  anchor: Anchor;
  /** Letters that it was put on. */
  chosen: Set<string>;
  /** All that ever were between the first and the last of them. */
  order: Set<string>;
}

/** Somebody comments on a piece of a note, and two people go on writing in it. */
function tell({ note, from, to, edits }: Story): Told[] {
  const devices = [new Y.Doc(), new Y.Doc()] as const;
  const everything = new Y.Doc({ gc: false });
  for (const device of devices) device.on('update', (update) => Y.applyUpdate(everything, update));
  applyNoteEdit(devices[0], { kind: 'blocks', at: 0, note });
  sync(...devices);
  const before = show(devices[0]);
  const size = before.shown.content.size;
  const range = { from: Math.round(Math.min(from, to) * size), to: Math.round(Math.max(from, to) * size) };
  const anchor = anchorAt(before, range)?.anchor;
  if (!anchor) return [];
  const [first, last] = [idOf(anchor.runs[0]?.[0]), idOf(anchor.runs.at(-1)?.[1])];
  const chosen = between(everLetters(devices[0]), first, last);
  for (const { by, edit, syncs } of edits) {
    applyNoteEdit(devices[by] as Y.Doc, edit);
    if (syncs) sync(...devices);
  }
  sync(...devices);
  const order = between(everLetters(everything), first, last);
  return devices.map((device) => ({ device, anchor, chosen, order }));
}

function idOf(position = ''): string {
  const { item } = Y.decodeRelativePosition(Uint8Array.from(atob(position), (each) => each.charCodeAt(0)));
  return `${item?.client}:${item?.clock}`;
}

function between(ids: readonly string[], first: string, last: string): Set<string> {
  const [from, to] = [ids.indexOf(first), ids.indexOf(last)];
  if (from < 0 || to < from) throw new Error('an end is no letter of the note');
  return new Set(ids.slice(from, to + 1));
}

/** In their order, also those that were deleted, as far as they are kept. */
function everLetters(doc: Y.Doc): string[] {
  const ids: string[] = [];
  const walk = (type: { _start: Y.Item | null }) => {
    for (let item = type._start; item; item = item.right) {
      if (item.content instanceof Y.ContentType) walk(item.content.type);
      else if (item.content instanceof Y.ContentString)
        for (let i = 0; i < item.length; i++) ids.push(`${item.id.client}:${item.id.clock + i}`);
    }
  };
  walk(doc.getXmlFragment(body_field));
  return ids;
}

/** Who the letters are that are shown, what they are, and where. */
function shownLetters({ doc, shown, mapping }: ShownNote): Map<string, { letter: string; pos: number }> {
  const letters = new Map<string, { letter: string; pos: number }>();
  const elements = new Map([...mapping].map(([type, node]) => [node, type]));
  shown.descendants((block, blockPos) => {
    if (!block.isTextblock) return true;
    const element = elements.get(block);
    if (!(element instanceof Y.XmlElement)) return false;
    let pos = blockPos + 1;
    for (const child of element.toArray()) {
      if (!(child instanceof Y.XmlText)) {
        pos += 1;
        continue;
      }
      for (let item = child._start; item; item = item.right) {
        if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
        for (let i = 0; i < item.length; i++, pos++)
          letters.set(`${item.id.client}:${item.id.clock + i}`, { letter: item.content.str[i] ?? '', pos });
      }
    }
    return false;
  });
  expect(doc.getXmlFragment(body_field).length).toBe(shown.childCount);
  return letters;
}
