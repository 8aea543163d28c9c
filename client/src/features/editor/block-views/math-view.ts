/** Formulas, drawn by KaTeX, which comes with the first one. Selecting one by key or mouse opens its field. */
import { readLatex } from '@scriptorium/shared/document/nodes/math.ts';
import type { NodeViewConstructor } from '@tiptap/pm/view';
import { t } from '../../../lib/i18n/i18n.ts';
import type { Panels } from '../panels/panels.ts';
import { make } from './dom.ts';

export function mathView(panels: Panels): NodeViewConstructor {
  return (node, view, getPos) => {
    const isBlock = node.type.name === 'blockMath';
    const formula = make(isBlock ? 'div' : 'span', { class: 'math-formula' });
    const dom = make(
      isBlock ? 'div' : 'span',
      { 'data-type': node.type.name, role: 'button', tabindex: '-1', contenteditable: 'false' },
      formula,
    );
    let latex: string | null = null;
    const show = (raw: unknown) => {
      const next = readLatex(raw) ?? '';
      if (next === latex) return;
      latex = next;
      dom.setAttribute('aria-label', t('blocks.formula', { latex: next }));
      void draw(formula, next, isBlock, () => next === latex);
    };
    dom.addEventListener('click', () => {
      if (view.editable) panels.open({ kind: 'math', anchor: dom, position: getPos, isByKeyboard: true });
    });
    show(node.attrs.latex);
    return {
      dom,
      update(next) {
        if (next.type !== node.type) return false;
        show(next.attrs.latex);
        return true;
      },
      ignoreMutation: () => true,
    };
  };
}

async function draw(
  into: HTMLElement,
  latex: string,
  isBlock: boolean,
  isStill: () => boolean,
): Promise<void> {
  if (!latex.trim()) {
    into.textContent = t('blocks.emptyFormula');
    into.className = 'math-formula is-hint';
    return;
  }
  // Its source stands there until it can be drawn, and when it cannot.
  into.textContent = latex;
  const { drawFormula } = await import('../math/draw-formula.ts');
  if (!isStill()) return;
  const fault = drawFormula(into, latex, isBlock);
  into.className = fault ? 'math-formula is-fault' : 'math-formula';
  if (fault) into.textContent = latex;
}
