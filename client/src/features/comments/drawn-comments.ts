/**
 * Comments in the text of an open note: which piece each is about, drawn, and kept right whatever is typed.
 *
 *   a key                what is drawn moves with the text: nothing is looked for
 *   somebody else's      the blocks that they changed are drawn anew; what is in them is found by its letters
 *   a pause in both      everything is found once more: by its letters, else by its words; and where one's own hands wrote
 *                        letters anew (a paragraph was split), the new ones are told as its place
 */
import type { Anchor } from '@scriptorium/shared/api/comments.ts';
import type { NodeMapping } from '@scriptorium/shared/document/read-body.ts';
import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';
import {
  type AnchoredText,
  anchorAt,
  findAnchors,
  findQuote,
  NoteText,
  type Range,
  type ShownNote,
} from './anchors.ts';
import './marks.css';

export interface Commented extends AnchoredText {
  id: string;
}

/** Where each is; null: its text is not there any more. */
export type Places = ReadonlyMap<string, Range | null>;

interface DrawnOptions {
  editor: Editor;
  doc: Y.Doc;
  onPlaces: (places: Places) => void;
  /** What a thread is about was written anew, here. */
  onMoved: (id: string, anchor: Anchor) => void;
}

/** Of a piece that is being commented on. */
const pending_id = 'pending';
const pause_ms = 600;

export class DrawnComments {
  readonly #options: DrawnOptions;
  #commented: readonly Commented[] = [];
  #current: string | null = null;
  #marks = DecorationSet.empty;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hasWritten = false;
  /** Set while what is drawn is to be replaced. */
  #fresh: DecorationSet | null = null;

  constructor(options: DrawnOptions) {
    this.#options = options;
    options.editor.storage.commentMarks.next = (transaction, marks, state) =>
      this.#next(transaction, marks, state);
  }

  /** These and no others, in any order. */
  show(commented: readonly Commented[]): void {
    const known = new Map(this.#commented.map((each) => [each.id, each]));
    const isSame =
      commented.length === known.size &&
      commented.every(({ id, anchor }) => JSON.stringify(known.get(id)?.anchor) === JSON.stringify(anchor));
    if (isSame) return;
    this.#commented = commented;
    this.#find();
  }

  /** The one that is looked at stands out. */
  setCurrent(id: string | null): void {
    if (id === this.#current) return;
    this.#current = id;
    this.#draw(this.#ranges());
  }

  /** Draws the piece that a new comment will be about. */
  setPending(range: Range | null): void {
    const places: Map<string, Range | null> = this.#ranges();
    this.#draw(places.set(pending_id, range));
  }

  /** The one at a place, the shortest if there are several. */
  at(position: number): string | null {
    const found = this.#marks.find(position, position).filter(({ spec }) => spec.id !== pending_id);
    const [shortest] = found.sort((a, b) => a.to - a.from - (b.to - b.from));
    return shortest ? (shortest.spec.id as string) : null;
  }

  /** Where what is being commented on is now. */
  get pending(): Range | null {
    return this.#ranges().get(pending_id) ?? null;
  }

  anchorAt(range: Range): AnchoredText | null {
    const note = this.#note(this.#options.editor.state.doc);
    return note && anchorAt(note, range);
  }

  /** To the middle of the screen. */
  scrollTo(id: string): void {
    const { view } = this.#options.editor;
    const range = this.#ranges().get(id);
    if (!range) return;
    const { node } = view.domAtPos(range.from);
    const element = node instanceof Element ? node : node.parentElement;
    element?.scrollIntoView({ block: 'center' });
  }

  destroy(): void {
    clearTimeout(this.#timer);
    const { editor } = this.#options;
    if (editor.isDestroyed) return;
    this.#commented = [];
    this.#draw(new Map());
    editor.storage.commentMarks.next = null;
  }

  #next(transaction: Transaction, marks: DecorationSet, state: EditorState): DecorationSet {
    if (this.#fresh) this.#marks = this.#fresh;
    else if (transaction.docChanged) {
      const isRemote = isFromDocument(transaction);
      if (!isRemote) this.#hasWritten = true;
      const before = marks;
      this.#marks = marks.map(transaction.mapping, transaction.doc);
      if (isRemote) this.#findTouched(transaction, before, state);
      this.#later();
    }
    return this.#marks;
  }

  /** Blocks that somebody changed are drawn anew: what was in them has to be found again. */
  #findTouched(transaction: Transaction, before: DecorationSet, state: EditorState): void {
    const touched = new Set<string>();
    transaction.mapping.maps[0]?.forEach((from, to) => {
      for (const { spec } of before.find(from, to)) touched.add(spec.id as string);
    });
    if (touched.size === 0) return;
    const note = this.#note(state.doc);
    const commented = this.#commented.filter(({ id }) => touched.has(id));
    if (!note || commented.length === 0) return;
    const found = findAnchors(
      note,
      commented.map(({ anchor }) => anchor),
    );
    const ids = new Set(commented.map(({ id }) => id));
    const old = this.#marks.find(undefined, undefined, ({ id }) => ids.has(id));
    const drawn = commented.flatMap(({ id }, i) => this.#mark(id, found[i] ?? null));
    this.#marks = this.#marks.remove(old).add(state.doc, drawn);
  }

  #later(): void {
    if (this.#commented.length === 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#find(), pause_ms);
  }

  /** By the letters, else by the words; what was drawn says where it was. */
  #find(): void {
    clearTimeout(this.#timer);
    const { editor, onPlaces } = this.#options;
    if (editor.isDestroyed) return;
    const { doc: shown } = editor.state;
    const note = this.#note(shown);
    if (!note) {
      this.#later();
      return;
    }
    const drawn = this.#ranges();
    const found = findAnchors(
      note,
      this.#commented.map(({ anchor }) => anchor),
    );
    let text: NoteText | undefined;
    const places = new Map<string, Range | null>();
    for (const [i, each] of this.#commented.entries()) {
      const was = drawn.get(each.id);
      const kept = this.#hasWritten && was ? this.#keepUp(note, each, was, found[i] ?? null) : null;
      const place = kept ?? found[i] ?? null;
      text ??= place ? undefined : new NoteText(shown);
      places.set(each.id, place ?? (text ? findQuote(text, each, was?.from ?? 0) : null));
    }
    this.#hasWritten = false;
    const { pending } = this;
    if (pending) places.set(pending_id, pending);
    this.#draw(places);
    places.delete(pending_id);
    onPlaces(places);
  }

  /** What one wrote anew oneself stayed where it was on the screen: there it is now. */
  #keepUp(note: ShownNote, { id, anchor }: Commented, was: Range, found: Range | null): Range | null {
    const moved = anchorAt(note, was);
    if (!moved) return null;
    if (JSON.stringify(moved.anchor.runs) === JSON.stringify(anchor.runs)) return was;
    const [now] = findAnchors(note, [moved.anchor]);
    if (!now || (found && found.from === now.from && found.to === now.to)) return null;
    this.#options.onMoved(id, moved.anchor);
    return now;
  }

  #ranges(): Map<string, Range> {
    const all = this.#marks.find().map(({ from, to, spec }) => [spec.id as string, { from, to }] as const);
    const ranges = new Map<string, Range>();
    // One that was split by something is drawn in pieces.
    for (const [id, { from, to }] of all) {
      const known = ranges.get(id);
      ranges.set(id, known ? { from: Math.min(known.from, from), to: Math.max(known.to, to) } : { from, to });
    }
    return ranges;
  }

  #draw(places: Places): void {
    const { editor } = this.#options;
    if (editor.isDestroyed) return;
    const marks = [...places].flatMap(([id, range]) => this.#mark(id, range));
    this.#fresh = DecorationSet.create(editor.state.doc, marks);
    editor.view.dispatch(editor.state.tr.setMeta('addToHistory', false));
    this.#fresh = null;
  }

  #mark(id: string, range: Range | null): Decoration[] {
    if (!range || range.from >= range.to) return [];
    const isCurrent = id === this.#current || id === pending_id;
    const attributes = { class: isCurrent ? 'comment-mark comment-mark-current' : 'comment-mark' };
    return [Decoration.inline(range.from, range.to, attributes, { id })];
  }

  #note(shown: Node): ShownNote | null {
    const { editor, doc } = this.#options;
    const binding = ySyncPluginKey.getState(editor.state)?.binding;
    return binding ? { doc, shown, mapping: binding.mapping as NodeMapping } : null;
  }
}

/** It shows what came out of the shared document, as the binding says of it. */
function isFromDocument(transaction: Transaction): boolean {
  return transaction.getMeta(ySyncPluginKey)?.isChangeOrigin === true;
}
