/** The source of a formula, with how it looks while it is typed. Enter keeps it, Escape leaves it as it was. */
import { readLatex } from '@scriptorium/shared/document/nodes/math.ts';
import { Selection } from '@tiptap/pm/state';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../../lib/i18n/i18n.ts';
import { PopoverPopup } from '../../../ui/popover-popup.tsx';
import type { PanelProps } from './panel-layer.tsx';
import styles from './panels.module.css';

export function MathPanel({ editor, panel, onClose }: PanelProps) {
  const [node] = useState(() => {
    const position = panel.position();
    return position === undefined ? null : editor.state.doc.nodeAt(position);
  });
  const isBlock = node?.type.name === 'blockMath';
  const [latex, setLatex] = useState(readLatex(node?.attrs.latex) ?? '');
  const [fault, setFault] = useState<string | null>(null);
  const preview = useRef<HTMLDivElement>(null);
  const isCancelled = useRef(false);

  useEffect(() => {
    let isOver = false;
    void import('../math/draw-formula.ts').then(({ drawFormula }) => {
      if (isOver || !preview.current) return;
      if (latex.trim()) setFault(drawFormula(preview.current, latex, isBlock));
      else {
        preview.current.replaceChildren();
        setFault(null);
      }
    });
    return () => {
      isOver = true;
    };
  }, [latex, isBlock]);

  function close(): void {
    const position = panel.position();
    const present = position === undefined ? null : editor.state.doc.nodeAt(position);
    onClose();
    if (position !== undefined && present?.type === node?.type && present) {
      const { tr } = editor.state;
      const text = isCancelled.current ? String(present.attrs.latex) : latex;
      if (!text.trim()) tr.delete(position, position + present.nodeSize);
      else if (text !== present.attrs.latex) tr.setNodeAttribute(position, 'latex', text);
      const after = text.trim() ? position + present.nodeSize : position;
      tr.setSelection(Selection.near(tr.doc.resolve(after), 1));
      editor.view.dispatch(tr);
    }
    editor.view.focus();
  }

  return (
    <PopoverPopup
      title={isBlock ? t('blocks.kind.blockMath') : t('blocks.kind.inlineMath')}
      anchor={{ current: panel.anchor }}
      returnTo={{ current: editor.view.dom }}
      onClose={close}
    >
      <textarea
        className={styles.source}
        aria-label={t('blocks.latex')}
        aria-invalid={fault !== null || undefined}
        placeholder="x^2 + y^2 = z^2"
        rows={isBlock ? 4 : 2}
        spellCheck={false}
        value={latex}
        onChange={(event) => setLatex(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') isCancelled.current = true;
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          close();
        }}
      />
      <div ref={preview} className={styles.preview} aria-hidden="true" />
      <p className={styles.fault} role="status">
        {fault ? t('blocks.formulaFault', { reason: fault }) : ''}
      </p>
    </PopoverPopup>
  );
}
