/** The table of contents: the note's headings, each a way there. */
import { TextSelection } from '@tiptap/pm/state';
import type { EditorView, NodeViewConstructor } from '@tiptap/pm/view';
import { t } from '../../../lib/i18n/i18n.ts';
import { type OutlineEntry, outlineOf } from '../outline.ts';
import { make } from './dom.ts';

/** While somebody types it may lag behind. */
const draw_after_ms = 200;

/** All tables of contents of one editor; drawn anew after the text changed, together. */
export class Contents {
  readonly #shown = new Set<HTMLElement>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #drawn = '';

  readonly view: NodeViewConstructor = (_node, view) => {
    const dom = make('div', { 'data-type': 'tableOfContents', contenteditable: 'false' });
    this.#shown.add(dom);
    this.#drawn = '';
    this.#later(view, 0);
    return {
      dom,
      ignoreMutation: () => true,
      stopEvent: (event) => event.type === 'click' || event.type === 'mousedown',
      destroy: () => this.#shown.delete(dom),
    };
  };

  textChanged(view: EditorView): void {
    if (this.#shown.size > 0) this.#later(view, draw_after_ms);
  }

  #later(view: EditorView, wait_ms: number): void {
    clearTimeout(this.#timer);
    // Not ended with the plugin's view: those are made anew whenever one more is plugged in.
    this.#timer = setTimeout(() => !view.isDestroyed && this.#draw(view), wait_ms);
  }

  #draw(view: EditorView): void {
    const entries = outlineOf(view.state.doc).filter((entry) => entry.text.trim());
    const drawn = JSON.stringify(entries.map(({ level, text }) => [level, text]));
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    for (const dom of this.#shown) dom.replaceChildren(listOf(entries, view));
  }
}

function listOf(entries: OutlineEntry[], view: EditorView): HTMLElement {
  if (entries.length === 0) return make('p', { class: 'block-hint' }, t('blocks.noHeadings'));
  const top = Math.min(...entries.map((entry) => entry.level));
  const items = entries.map((entry, i) => {
    const button = make('button', { type: 'button' }, entry.text);
    button.addEventListener('click', () => goToHeading(view, i));
    return make('li', { 'data-level': String(entry.level - top) }, button);
  });
  return make('nav', { 'aria-label': t('blocks.kind.tableOfContents') }, make('ul', {}, ...items));
}

/** The heading is found anew: the text above it may have changed since the list was drawn. */
function goToHeading(view: EditorView, index: number): void {
  const entry = outlineOf(view.state.doc).filter(({ text }) => text.trim())[index];
  if (!entry) return;
  const heading = view.nodeDOM(entry.position);
  if (heading instanceof HTMLElement) heading.scrollIntoView({ block: 'start', behavior: 'smooth' });
  const selection = TextSelection.near(view.state.doc.resolve(entry.position + 1));
  view.dispatch(view.state.tr.setSelection(selection));
  view.focus();
}
