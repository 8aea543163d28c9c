/**
 * Binds a textarea to the note's title. What is typed goes into the Y.Text at once, as the smallest edit; what others
 * type comes into the field with the caret kept.
 *
 * While an input method composes (Japanese, dead keys), writing into the field would break the composition: then
 * others' edits are kept (`#missed`), own input is moved past them, and the field catches up when it ends.
 */

import {
  editBetween,
  editsOfDelta,
  mapPosition,
  oneLine,
  type TextEdit,
} from '@scriptorium/shared/document/title-edit.ts';
import * as Y from 'yjs';

/** The part of `HTMLTextAreaElement` that is needed, so that the binding is tested without a DOM. */
export interface TextField {
  value: string;
  selectionStart: number;
  selectionEnd: number;
  setSelectionRange(start: number, end: number): void;
  addEventListener(type: string, listener: () => void, options: { signal: AbortSignal }): void;
}

export interface TitleBindingOptions {
  /** Called with each new title, whoever wrote it. */
  onTitle?: (title: string) => void;
  /** Called after the field's value changed, to fit its height. */
  onResize?: () => void;
}

export class TitleBinding {
  readonly #text: Y.Text;
  readonly #field: TextField;
  readonly #options: TitleBindingOptions;
  readonly #undo: Y.UndoManager;
  readonly #life = new AbortController();
  /** What the field showed when it and the text were last the same. */
  #shown = '';
  #missed: TextEdit[] = [];
  #isComposing = false;

  constructor(text: Y.Text, field: TextField, options: TitleBindingOptions = {}) {
    this.#text = text;
    this.#field = field;
    this.#options = options;
    this.#undo = new Y.UndoManager(text, { trackedOrigins: new Set([this]) });
    const { signal } = this.#life;
    field.addEventListener('input', () => this.#typed(), { signal });
    field.addEventListener('compositionstart', () => this.#composing(true), { signal });
    field.addEventListener('compositionend', () => this.#composing(false), { signal });
    text.observe(this.#onText);
    this.#show(oneLine(text.toString()), []);
  }

  undo(): void {
    this.#undo.undo();
  }

  redo(): void {
    this.#undo.redo();
  }

  destroy(): void {
    this.#life.abort();
    this.#text.unobserve(this.#onText);
    this.#undo.destroy();
  }

  #typed(): void {
    const typed = oneLine(this.#field.value);
    const edit = editBetween(this.#shown, typed, this.#field.selectionStart);
    this.#shown = typed;
    if (edit) this.#apply(edit);
    if (this.#field.value !== typed && !this.#isComposing) this.#show(typed, []);
    this.#options.onResize?.();
  }

  /** The edit is in the field's coordinates: where others have edited meanwhile, it moves. */
  #apply(edit: TextEdit): void {
    const start = this.#missed.reduce((at, missed) => mapPosition(at, missed), edit.index);
    const end = this.#missed.reduce((at, missed) => mapPosition(at, missed), edit.index + edit.remove);
    let own = edit;
    this.#missed = this.#missed.map((missed) => {
      const moved = { ...missed, index: mapPosition(missed.index, own, true) };
      own = { ...own, index: mapPosition(own.index, missed) };
      return moved;
    });
    this.#text.doc?.transact(() => {
      if (end > start) this.#text.delete(start, end - start);
      if (edit.insert) this.#text.insert(start, edit.insert);
    }, this);
  }

  readonly #onText = (event: Y.YTextEvent, transaction: Y.Transaction) => {
    const title = oneLine(this.#text.toString());
    this.#options.onTitle?.(title);
    if (transaction.origin === this) return;
    const edits = editsOfDelta(event.delta as Parameters<typeof editsOfDelta>[0]);
    if (this.#isComposing) this.#missed.push(...edits);
    else this.#show(title, edits);
  };

  #composing(is: boolean): void {
    this.#isComposing = is;
    if (is) return;
    this.#typed();
    this.#show(oneLine(this.#text.toString()), this.#missed);
    this.#missed = [];
  }

  #show(title: string, edits: TextEdit[]): void {
    this.#shown = title;
    if (this.#field.value === title) return;
    const { selectionStart, selectionEnd } = this.#field;
    this.#field.value = title;
    const move = (at: number) => edits.reduce((position, edit) => mapPosition(position, edit), at);
    this.#field.setSelectionRange(move(selectionStart), move(selectionEnd));
    this.#options.onResize?.();
  }
}
