/** A toggle. What is open is known only here: it belongs to who looks, not to the note. */
import type { Node } from '@tiptap/pm/model';
import type { EditorView, NodeViewConstructor } from '@tiptap/pm/view';
import { t } from '../../../lib/i18n/i18n.ts';
import { make, makeButton, makeIcon } from './dom.ts';

export const toggleView: NodeViewConstructor = (node, view, getPos) => {
  const button = makeButton('', 'toggle-button', makeIcon('chevron'));
  const contentDOM = make('div', { class: 'toggle-body' });
  const dom = make('div', { 'data-type': 'details' }, button, contentDOM);
  const show = (isOpen: boolean) => {
    dom.dataset.open = String(isOpen);
    const label = isOpen ? t('blocks.closeToggle') : t('blocks.openToggle');
    button.setAttribute('aria-expanded', String(isOpen));
    button.setAttribute('aria-label', label);
    button.dataset.tooltip = label;
    const content = contentDOM.querySelector<HTMLElement>(':scope > [data-type="detailsContent"]');
    if (content) content.hidden = !isOpen;
  };
  button.addEventListener('click', () => show(dom.dataset.open !== 'true'));
  show(isFilledIn(node, view, getPos()));
  // Its content is drawn after it.
  queueMicrotask(() => show(dom.dataset.open === 'true'));
  return {
    dom,
    contentDOM,
    update(next) {
      if (next.type !== node.type) return false;
      queueMicrotask(() => show(dom.dataset.open === 'true'));
      return true;
    },
    stopEvent: (event) => event.target instanceof globalThis.Node && button.contains(event.target),
    ignoreMutation: (mutation) =>
      mutation.type !== 'selection' && (mutation.target === dom || !contentDOM.contains(mutation.target)),
  };
};

export const toggleContentView: NodeViewConstructor = (node) => {
  const dom = make('div', { 'data-type': 'detailsContent' });
  return {
    dom,
    contentDOM: dom,
    update: (next) => next.type === node.type,
    // Shown and hidden by the toggle.
    ignoreMutation: (mutation) => mutation.type === 'attributes' && mutation.target === dom,
  };
};

/** A new one, or one with the caret in it, begins open. */
function isFilledIn(node: Node, view: EditorView, position: number | undefined): boolean {
  if (position === undefined || !view.editable) return false;
  const { from } = view.state.selection;
  const isEmpty = node.lastChild?.childCount === 1 && node.lastChild.textContent === '';
  return isEmpty || (view.hasFocus() && from > position && from < position + node.nodeSize);
}
