import { readCalloutKind } from '@scriptorium/shared/document/nodes/callout.ts';
import type { NodeViewConstructor } from '@tiptap/pm/view';
import { t } from '../../../lib/i18n/i18n.ts';
import type { Panels } from '../panels/panels.ts';
import { make, makeButton, makeIcon } from './dom.ts';

export function calloutView(panels: Panels): NodeViewConstructor {
  return (node, view, getPos) => {
    const button = makeButton('', 'callout-kind');
    const contentDOM = make('div', { class: 'callout-body' });
    const dom = make('div', { 'data-type': 'callout', role: 'note' }, button, contentDOM);
    const show = (raw: unknown) => {
      const kind = readCalloutKind(raw) ?? 'info';
      if (dom.dataset.kind === kind) return;
      dom.dataset.kind = kind;
      button.replaceChildren(makeIcon(kind));
      const label = t(`blocks.callout.${kind}`);
      dom.setAttribute('aria-label', label);
      button.setAttribute('aria-label', t('blocks.calloutKind', { kind: label }));
      button.dataset.tooltip = label;
    };
    button.setAttribute('aria-haspopup', 'menu');
    button.addEventListener('click', (event) => {
      if (!view.editable) return;
      panels.open({ kind: 'callout', anchor: button, position: getPos, isByKeyboard: event.detail === 0 });
    });
    show(node.attrs.kind);
    return {
      dom,
      contentDOM,
      update(next) {
        if (next.type !== node.type) return false;
        show(next.attrs.kind);
        return true;
      },
      stopEvent: (event) => event.target instanceof globalThis.Node && button.contains(event.target),
      ignoreMutation: (mutation) => mutation.type !== 'selection' && !contentDOM.contains(mutation.target),
    };
  };
}
