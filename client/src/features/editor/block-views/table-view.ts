/** A table in a box that scrolls sideways when the table is wider than the text. */
import { readColumnWidths } from '@scriptorium/shared/document/nodes/table.ts';
import type { Node } from '@tiptap/pm/model';
import type { NodeViewConstructor } from '@tiptap/pm/view';
import { t } from '../../../lib/i18n/i18n.ts';
import { make } from './dom.ts';

/** A column without a width of its own is not narrower than this. */
export const column_width_px_min = 96;

export const tableView: NodeViewConstructor = (node) => {
  // Resizing (`prosemirror-tables`) looks for the columns in the table's first child.
  const columns = make('colgroup');
  const contentDOM = make('tbody');
  const table = make('table', {}, columns, contentDOM);
  const dom = make('div', { class: 'table-box', role: 'group', 'aria-label': t('blocks.kind.table') }, table);
  scrollByKeyboard(dom);
  showColumns(node, columns, table);
  return {
    dom,
    contentDOM,
    update(next) {
      if (next.type !== node.type) return false;
      showColumns(next, columns, table);
      return true;
    },
    ignoreMutation: (mutation) => mutation.type !== 'selection' && !contentDOM.contains(mutation.target),
  };
};

/** The keys scroll it once it has the focus. A press of the mouse gives the focus to the text, not to the box around. */
function scrollByKeyboard(box: HTMLElement): void {
  box.tabIndex = 0;
  box.addEventListener('pointerdown', () => {
    box.removeAttribute('tabindex');
    window.addEventListener('click', () => setTimeout(() => box.setAttribute('tabindex', '0')), {
      once: true,
    });
  });
}

function showColumns(node: Node, columns: HTMLElement, table: HTMLElement): void {
  const widths = columnWidths(node);
  while (columns.childElementCount > widths.length) columns.lastElementChild?.remove();
  while (columns.childElementCount < widths.length) columns.append(make('col'));
  for (const [i, width] of widths.entries()) {
    (columns.children[i] as HTMLElement).style.width = width ? `${width}px` : '';
  }
  const isFixed = widths.length > 0 && widths.every(Boolean);
  const total = widths.reduce((sum, width) => sum + (width || column_width_px_min), 0);
  table.style.width = isFixed ? `${total}px` : '';
  table.style.minWidth = isFixed ? '' : `${total}px`;
}

function columnWidths(node: Node): number[] {
  const row = node.firstChild;
  return (row?.children ?? []).flatMap((cell) => {
    const own = readColumnWidths(cell.attrs.colwidth) ?? [];
    return Array.from({ length: Number(cell.attrs.colspan) || 1 }, (_, i) => own[i] ?? 0);
  });
}
