/**
 * At the table that the caret is in: a grip above its column, one beside its row, and a button for the table. Each opens
 * a menu; the same menu is in the toolbar on a phone. By keyboard Alt+F10 goes to the grips, as to the toolbar.
 */
import { type Editor, useEditorState } from '@tiptap/react';
import { isInTable, selectedRect } from '@tiptap/pm/tables';
import { Ellipsis } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { t } from '../../../lib/i18n/i18n.ts';
import type { Panels } from '../panels/panels.ts';
import styles from './table-tools.module.css';

export function TableTools({ editor, panels }: { editor: Editor; panels: Panels }) {
  const bar = useRef<HTMLDivElement>(null);
  // Where the caret's table begins, and which cell it is in.
  const at = useEditorState({
    editor,
    selector: ({ editor: current }) => {
      if (!current || !isInTable(current.state)) return null;
      const { tableStart, top, left } = selectedRect(current.state);
      return `${tableStart} ${top} ${left} ${current.state.doc.nodeAt(tableStart - 1)?.nodeSize ?? 0}`;
    },
  });

  useEffect(() => {
    const { current: tools } = bar;
    if (at === null || !tools) return;
    const cell = cellOf(editor);
    const box = cell?.closest<HTMLElement>('.table-box');
    if (!cell || !box) return;
    const show = () => placeGrips(tools, box, cell);
    show();
    const resized = new ResizeObserver(show);
    resized.observe(box);
    resized.observe(cell);
    box.addEventListener('scroll', show);
    return () => {
      resized.disconnect();
      box.removeEventListener('scroll', show);
    };
  }, [editor, at]);

  if (at === null) return null;
  const open = (kind: 'row' | 'column' | 'table') => (event: React.MouseEvent<HTMLButtonElement>) => {
    event.currentTarget.dataset.grip = kind;
    panels.open({
      kind: 'table',
      anchor: event.currentTarget,
      position: () => (isInTable(editor.state) ? selectedRect(editor.state).tableStart - 1 : undefined),
      isByKeyboard: event.detail === 0,
    });
  };
  const grip = (kind: 'row' | 'column' | 'table', label: string) => (
    <button
      type="button"
      className={styles[kind]}
      data-grip={kind}
      aria-label={label}
      aria-haspopup="menu"
      data-tooltip={label}
      onMouseDown={(event) => event.preventDefault()}
      onClick={open(kind)}
    >
      <Ellipsis aria-hidden="true" />
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons, no form
    <div ref={bar} className={`${styles.tools} no-print`} role="group" aria-label={t('blocks.tableTools')}>
      {grip('column', t('blocks.columnMenu'))}
      {grip('row', t('blocks.rowMenu'))}
      {grip('table', t('blocks.tableMenu'))}
    </div>
  );
}

function cellOf(editor: Editor): HTMLElement | null {
  const { tableStart, map, top, left } = selectedRect(editor.state);
  const position = map.map[top * map.width + left];
  const dom = position === undefined ? null : editor.view.nodeDOM(tableStart + position);
  return dom instanceof HTMLElement ? dom : null;
}

function placeGrips(tools: HTMLElement, box: HTMLElement, cell: HTMLElement): void {
  const frame = (tools.offsetParent ?? document.body).getBoundingClientRect();
  const table = box.firstElementChild?.getBoundingClientRect() ?? box.getBoundingClientRect();
  const seen = box.getBoundingClientRect();
  const at = cell.getBoundingClientRect();
  const put = (name: string, x: number, y: number, isShown = true) => {
    const grip = tools.querySelector<HTMLElement>(`[data-grip="${name}"]`);
    if (!grip) return;
    grip.style.translate = `${Math.round(x - frame.left)}px ${Math.round(y - frame.top)}px`;
    grip.style.visibility = isShown ? 'visible' : 'hidden';
  };
  const middle = at.left + at.width / 2;
  put('column', middle - 14, table.top - 12, middle > seen.left && middle < seen.right);
  put('row', Math.max(table.left, seen.left) - 12, at.top + at.height / 2 - 14);
  put('table', Math.min(table.right, seen.right) - 24, table.top - 28);
}
