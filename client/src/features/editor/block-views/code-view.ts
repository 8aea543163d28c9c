/** Code, with its language, a button that copies it, and, if it describes a diagram, the diagram below. */
import { readLanguage } from '@scriptorium/shared/document/nodes/code-block.ts';
import type { NodeViewConstructor } from '@tiptap/pm/view';
import { t } from '../../../lib/i18n/i18n.ts';
import { copyText } from '../../../ui/copy-text.ts';
import type { Panels } from '../panels/panels.ts';
import { DiagramView } from './diagram-view.ts';
import { make, makeButton, makeIcon } from './dom.ts';

const diagram_language = 'mermaid';

/** @param isForReading for good: where there is no caret, the keys scroll it once it has the focus */
export function codeView(panels: Panels, isForReading: boolean): NodeViewConstructor {
  return (node, view, getPos) => {
    let shown = node;
    const language = makeButton(t('blocks.language'), 'code-language');
    const copy = makeButton(t('blocks.copyCode'), 'code-tool', makeIcon('copy'));
    const bar = make('div', { class: 'code-bar', contenteditable: 'false' }, copy, language);
    const contentDOM = make('code');
    const pre = make('pre', { spellcheck: 'false' }, contentDOM);
    if (isForReading) pre.tabIndex = 0;
    const dom = make('div', { 'data-type': 'codeBlock' }, bar, pre);
    let diagram: DiagramView | null = null;

    const show = () => {
      const name = readLanguage(shown.attrs.language) ?? '';
      language.textContent = name || t('blocks.plainText');
      language.disabled = !view.editable;
      dom.dataset.language = name;
      if (name === diagram_language) {
        diagram ??= new DiagramView(dom, bar);
        diagram.show(shown.textContent);
      } else {
        diagram?.destroy();
        diagram = null;
      }
    };
    language.setAttribute('aria-haspopup', 'dialog');
    language.addEventListener('click', (event) =>
      panels.open({ kind: 'language', anchor: language, position: getPos, isByKeyboard: event.detail === 0 }),
    );
    copy.addEventListener('click', () => void copyText(shown.textContent, t('blocks.codeCopied')));
    show();
    return {
      dom,
      contentDOM,
      update(next) {
        if (next.type !== node.type) return false;
        shown = next;
        show();
        return true;
      },
      destroy: () => diagram?.destroy(),
      stopEvent: (event) =>
        event.target instanceof globalThis.Node && dom.contains(event.target) && !pre.contains(event.target),
      ignoreMutation: (mutation) => mutation.type !== 'selection' && !contentDOM.contains(mutation.target),
    };
  };
}
