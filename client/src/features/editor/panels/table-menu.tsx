/** What can be done with the column, the row or the whole table that the caret is in. */
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  deleteTable,
  isInTable,
  mergeCells,
  moveTableColumn,
  moveTableRow,
  selectedRect,
  splitCell,
  toggleHeader,
} from '@tiptap/pm/tables';
import type { Command } from '@tiptap/pm/state';
import { t } from '../../../lib/i18n/i18n.ts';
import type { MenuGroup, MenuItem } from '../../../ui/menu.tsx';
import { MenuPopup } from '../../../ui/menu-popup.tsx';
import type { PanelProps } from './panel-layer.tsx';

export function TableMenu({ editor, panel, onClose }: PanelProps) {
  if (!isInTable(editor.state)) return null;
  const part = panel.anchor.dataset.grip ?? 'table';
  const item = (label: string, command: Command, kind?: 'danger'): MenuItem[] =>
    // What cannot be done here is not offered.
    command(editor.state)
      ? [{ label, ...(kind ? { kind } : {}), run: () => void command(editor.state, editor.view.dispatch) }]
      : [];
  const { top, left, bottom, right, map } = selectedRect(editor.state);
  const column: MenuGroup[] = [
    {
      items: [
        ...item(t('blocks.columnBefore'), addColumnBefore),
        ...item(t('blocks.columnAfter'), addColumnAfter),
        ...(left > 0 ? item(t('blocks.columnToStart'), moveTableColumn({ from: left, to: left - 1 })) : []),
        ...(right < map.width
          ? item(t('blocks.columnToEnd'), moveTableColumn({ from: left, to: left + 1 }))
          : []),
      ],
    },
    { items: item(t('blocks.deleteColumn'), deleteColumn, 'danger') },
  ];
  const row: MenuGroup[] = [
    {
      items: [
        ...item(t('blocks.rowBefore'), addRowBefore),
        ...item(t('blocks.rowAfter'), addRowAfter),
        ...(top > 0 ? item(t('blocks.moveUp'), moveTableRow({ from: top, to: top - 1 })) : []),
        ...(bottom < map.height ? item(t('blocks.moveDown'), moveTableRow({ from: top, to: top + 1 })) : []),
      ],
    },
    { items: item(t('blocks.deleteRow'), deleteRow, 'danger') },
  ];
  const table: MenuGroup[] = [
    {
      items: [
        ...item(t('blocks.headerRow'), toggleHeader('row')),
        ...item(t('blocks.headerColumn'), toggleHeader('column')),
        ...item(t('blocks.mergeCells'), mergeCells),
        ...item(t('blocks.splitCell'), splitCell),
      ],
    },
    { items: item(t('blocks.deleteTable'), deleteTable, 'danger') },
  ];
  // On a phone one menu has all.
  const all: MenuGroup[] = [
    { heading: t('blocks.columnMenu'), items: column.flatMap((group) => group.items) },
    { heading: t('blocks.rowMenu'), items: row.flatMap((group) => group.items) },
    ...table,
  ];
  const isPhone = panel.anchor.closest('[role="toolbar"]') !== null;
  const groups = isPhone ? all : part === 'column' ? column : part === 'row' ? row : table;
  return (
    <MenuPopup
      label={t('blocks.tableTools')}
      groups={groups.filter((group) => group.items.length > 0)}
      side={isPhone ? 'top' : 'bottom'}
      align="start"
      anchor={{ current: panel.anchor }}
      isByKeyboard={panel.isByKeyboard}
      returnTo={{ current: editor.view.dom }}
      onClose={onClose}
    />
  );
}
