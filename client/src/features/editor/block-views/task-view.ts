import type { NodeViewConstructor } from '@tiptap/pm/view';
import { t } from '../../../lib/i18n/i18n.ts';
import { make } from './dom.ts';

const label_length_max = 80;

export const taskView: NodeViewConstructor = (node, view, getPos) => {
  const box = make('input', { type: 'checkbox' });
  const contentDOM = make('div');
  // The box is told apart by its own words; the text beside it is the editor's, not a label's.
  const dom = make(
    'li',
    { 'data-type': 'taskItem' },
    make('span', { contenteditable: 'false' }, box),
    contentDOM,
  );
  const show = (shown: typeof node) => {
    dom.dataset.checked = String(shown.attrs.checked);
    box.checked = shown.attrs.checked === true;
    box.setAttribute(
      'aria-label',
      t('blocks.taskDone', { text: shown.firstChild?.textContent.slice(0, label_length_max) ?? '' }),
    );
  };
  box.addEventListener('mousedown', (event) => event.preventDefault());
  box.addEventListener('click', (event) => {
    const position = getPos();
    if (!view.editable || position === undefined) event.preventDefault();
    else view.dispatch(view.state.tr.setNodeAttribute(position, 'checked', box.checked));
  });
  show(node);
  return {
    dom,
    contentDOM,
    update(next) {
      if (next.type !== node.type) return false;
      show(next);
      return true;
    },
    stopEvent: (event) => event.target === box,
    ignoreMutation: (mutation) => mutation.type !== 'selection' && !contentDOM.contains(mutation.target),
  };
};
