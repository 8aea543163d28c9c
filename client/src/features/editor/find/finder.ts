/**
 * Find and replace in an open note.
 *
 *   query ──▶ hits of each block (kept by block: typing searches one block anew) ──▶ matches ──▶ drawn, counted
 *
 * A text is looked for at once. A pattern is looked for by a worker: its blocks have no hits until it answers.
 */
import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import type { EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import { type Readable, Store } from '../../../sync/store.ts';
import { follow, type Match, placesIn, replaceMatches, textBlocks, textOfBlock } from './found-places.ts';
import { PatternSearch } from './pattern-search.ts';
import { compileQuery, type FindQuery, type Hit, hits_max, searchText } from './search.ts';

export interface Found {
  count: number;
  /** From 1; 0 while none is chosen. */
  current: number;
  /** There are more than are counted. */
  isMore: boolean;
  problem: 'pattern' | 'slow' | null;
}

/** More than these around the present one are not on any screen. */
const drawn_max = 1_000;
const nothing: Found = { count: 0, current: 0, isMore: false, problem: null };
const none: readonly Hit[] = [];

export class Finder {
  readonly found: Readable<Found>;
  readonly #found = new Store<Found>(nothing);
  readonly #editor: Editor;
  readonly #patterns = new PatternSearch();
  #query: FindQuery = { text: '', matchesCase: false, wholeWords: false, isPattern: false };
  #pattern: RegExp | null = null;
  #hits = new WeakMap<Node, readonly Hit[]>();
  #matches: Match[] = [];
  #doc: Node | null = null;
  /** The present match is the first from here. */
  #place: number;
  #isChosen = false;
  #isSlow = false;
  #drawn: { doc: Node; current: number; set: DecorationSet } | null = null;

  constructor(editor: Editor) {
    this.#editor = editor;
    this.#place = editor.state.selection.from;
    this.found = this.#found;
    editor.storage.foundMarks.draw = (state) => this.#draw(state);
  }

  destroy(): void {
    this.#patterns.stop();
    if (this.#editor.isDestroyed) return;
    this.#editor.storage.foundMarks.draw = null;
    this.#redraw();
  }

  look(query: FindQuery): void {
    this.#query = query;
    this.#pattern = compileQuery(query);
    this.#hits = new WeakMap();
    this.#isSlow = false;
    this.#isChosen = true;
    this.#forget();
    this.#redraw();
    this.#show();
  }

  /** @param step 1 for the next, -1 for the one before; round at the ends */
  go(step: 1 | -1): void {
    const { length } = this.#matches;
    if (length === 0) return;
    const next = this.#isChosen ? (this.#current() + step + length) % length : this.#current();
    this.#choose(this.#matches[next]);
  }

  async replace(template: string): Promise<void> {
    const match = this.#matches[this.#current()];
    if (!match || !this.#isChosen) return;
    const [ready] = await this.#withReplacements([match], template);
    if (!ready) return;
    this.#apply([ready]);
    this.#place = ready.from + (ready.insert?.length ?? 0);
    this.#redraw();
    this.#show();
  }

  /** @returns how many were replaced: one step to undo */
  async replaceAll(template: string): Promise<number> {
    const ready = await this.#withReplacements(this.#matches, template);
    if (ready.length > 0) this.#apply(ready);
    return ready.length;
  }

  /** Back to the text, with what was found selected. */
  leave(): void {
    const match = this.#isChosen ? this.#matches[this.#current()] : undefined;
    const { commands, view } = this.#editor;
    if (match) commands.setTextSelection(match);
    view.focus();
  }

  #apply(ready: readonly Match[]): void {
    const { state, view } = this.#editor;
    const undo = yUndoPluginKey.getState(state)?.undoManager;
    undo?.stopCapturing();
    view.dispatch(replaceMatches(state, ready));
    undo?.stopCapturing();
  }

  /** What a pattern's groups hold is known only to who runs it again over the whole block. */
  async #withReplacements(matches: readonly Match[], template: string): Promise<Match[]> {
    if (!this.#query.isPattern) return matches.map((match) => ({ ...match, insert: template }));
    const { doc } = this.#editor.state;
    const blocks = textBlocks(doc).filter(({ node }) => (this.#hits.get(node)?.length ?? 0) > 0);
    const answer = await this.#patterns.search(
      this.#query,
      blocks.map(({ node }) => textOfBlock(node)),
      template,
    );
    // Somebody typed meanwhile: what was found is not there any more.
    if (!Array.isArray(answer) || doc !== this.#editor.state.doc) return [];
    const hits = new Map(blocks.map(({ node }, index) => [node, answer[index] ?? none]));
    const wanted = new Set(matches.map(({ from }) => from));
    return placesIn(doc, (node) => hits.get(node) ?? none).filter(({ from }) => wanted.has(from));
  }

  #choose(match: Match | undefined): void {
    if (!match) return;
    this.#place = match.from;
    this.#isChosen = true;
    this.#redraw();
    this.#show();
  }

  #current(): number {
    const at = this.#matches.findIndex(({ to }) => to > this.#place);
    return at === -1 && this.#matches.length > 0 ? 0 : at;
  }

  #draw(state: EditorState): DecorationSet {
    this.#search(state.doc);
    const current = this.#current();
    if (this.#drawn?.doc !== state.doc || this.#drawn.current !== current) {
      this.#drawn = { doc: state.doc, current, set: this.#marks(state.doc, current) };
    }
    return this.#drawn.set;
  }

  #marks(doc: Node, current: number): DecorationSet {
    const first = Math.max(0, current - drawn_max / 2);
    const marks = this.#matches
      .slice(first, first + drawn_max)
      .map(({ from, to }, index) =>
        Decoration.inline(from, to, { class: first + index === current ? 'found found-current' : 'found' }),
      );
    return DecorationSet.create(doc, marks);
  }

  #search(doc: Node): void {
    if (this.#doc === doc) return;
    if (this.#doc) this.#place = follow(this.#place, this.#doc, doc);
    this.#doc = doc;
    const missing: Node[] = [];
    this.#matches = this.#pattern ? placesIn(doc, (block) => this.#hitsOf(block, missing)) : [];
    if (missing.length > 0 && !this.#isSlow) void this.#ask(missing);
    this.#tell();
  }

  #hitsOf(block: Node, missing: Node[]): readonly Hit[] {
    const known = this.#hits.get(block);
    if (known) return known;
    if (this.#query.isPattern) {
      missing.push(block);
      return none;
    }
    const hits = this.#pattern ? searchText(textOfBlock(block), this.#pattern) : none;
    this.#hits.set(block, hits);
    return hits;
  }

  async #ask(blocks: Node[]): Promise<void> {
    const hits = this.#hits;
    const answer = await this.#patterns.search(this.#query, blocks.map(textOfBlock));
    if (!answer || hits !== this.#hits || this.#editor.isDestroyed) return;
    if (answer === 'slow') this.#isSlow = true;
    else for (const [index, block] of blocks.entries()) hits.set(block, answer[index] ?? none);
    const isFirst = this.#matches.length === 0;
    this.#forget();
    this.#redraw();
    if (isFirst) this.#show();
  }

  #forget(): void {
    this.#doc = null;
    this.#drawn = null;
  }

  #redraw(): void {
    this.#editor.view.dispatch(this.#editor.state.tr.setMeta('addToHistory', false));
    this.#tell();
  }

  #tell(): void {
    const { length } = this.#matches;
    const isWrong = this.#query.text !== '' && !this.#pattern;
    this.#found.set({
      count: length,
      current: this.#isChosen && length > 0 ? this.#current() + 1 : 0,
      isMore: length >= hits_max,
      problem: isWrong ? 'pattern' : this.#isSlow ? 'slow' : null,
    });
  }

  /** To the middle of the screen, if it is not in view already. */
  #show(): void {
    const mark = this.#editor.view.dom.querySelector('.found-current');
    if (!mark) return;
    const { top, bottom } = mark.getBoundingClientRect();
    if (top < innerHeight * 0.2 || bottom > innerHeight * 0.85) mark.scrollIntoView({ block: 'center' });
  }
}
