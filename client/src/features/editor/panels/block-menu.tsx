/** What can be done with a block. */
import { color_names } from '@scriptorium/shared/document/safe-values.ts';
import { Fragment, type Node } from '@tiptap/pm/model';
import { TextSelection } from '@tiptap/pm/state';
import { ArrowDown, ArrowUp, Copy, FileDown, Palette, Repeat2, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { keyText } from '../../../lib/hotkeys.ts';
import { t } from '../../../lib/i18n/i18n.ts';
import { copyText } from '../../../ui/copy-text.ts';
import { MenuPopup } from '../../../ui/menu-popup.tsx';
import type { MenuGroup, MenuItem } from '../../../ui/menu.tsx';
import { type Block, colorBlock, deleteBlock, duplicateBlock, moveBlock } from '../tools/block-commands.ts';
import { block_kinds } from '../tools/block-kinds.tsx';
import { Swatch } from '../tools/swatch.tsx';
import type { PanelProps } from './panel-layer.tsx';

type Page = 'actions' | 'turn' | 'color';

export function BlockMenu({ editor, panel, onClose }: PanelProps) {
  const [page, setPage] = useState<Page>('actions');
  const block = (): Block | null => {
    const position = panel.position();
    const node = position === undefined ? null : editor.state.doc.nodeAt(position);
    return node && position !== undefined ? { node, position } : null;
  };
  const found = block();
  if (!found) return null;
  /** Runs with the block as it is then: others may have typed since the menu opened. */
  const act = (change: (block: Block) => void) => () => {
    const present = block();
    if (present) change(present);
  };
  const groups = { actions: actionsPage, turn: turnPage, color: colorPage }[page]();

  function actionsPage(): MenuGroup[] {
    const items: MenuItem[] = [
      {
        label: t('blocks.duplicate'),
        icon: <Copy aria-hidden="true" />,
        hotkey: keyText('Mod+Shift+D'),
        run: act((each) => editor.view.dispatch(duplicateBlock(editor.state, each))),
      },
      {
        label: t('clipboard.copyAsMarkdown'),
        icon: <FileDown aria-hidden="true" />,
        run: act((each) => void copyMarkdown(editor.state.doc, each)),
      },
      moveItem(-1),
      moveItem(1),
    ];
    const first: MenuItem[] = [
      {
        label: t('blocks.colorOf'),
        icon: <Palette aria-hidden="true" />,
        staysOpen: true,
        run: () => setPage('color'),
      },
    ];
    if (found?.node.isTextblock || found?.node.type.name !== 'table') {
      first.unshift({
        label: t('blocks.turnInto'),
        icon: <Repeat2 aria-hidden="true" />,
        staysOpen: true,
        run: () => setPage('turn'),
      });
    }
    const remove: MenuItem = {
      kind: 'danger',
      label: t('blocks.delete'),
      icon: <Trash2 aria-hidden="true" />,
      run: act((each) => editor.view.dispatch(deleteBlock(editor.state, each))),
    };
    return [{ items: found?.node.isAtom ? [] : first }, { items }, { items: [remove] }].filter(
      (group) => group.items.length > 0,
    );
  }

  function moveItem(direction: -1 | 1): MenuItem {
    const Icon = direction === -1 ? ArrowUp : ArrowDown;
    return {
      label: direction === -1 ? t('blocks.moveUp') : t('blocks.moveDown'),
      icon: <Icon aria-hidden="true" />,
      hotkey: keyText(direction === -1 ? 'Mod+Alt+↑' : 'Mod+Alt+↓'),
      run: act((each) => {
        const moved = moveBlock(editor.state, each, direction);
        if (moved) editor.view.dispatch(moved);
      }),
    };
  }

  function turnPage(): MenuGroup[] {
    const kinds = block_kinds.filter((kind) => kind.isText);
    return [
      {
        heading: t('blocks.turnInto'),
        items: kinds.map((kind) => {
          const Icon = kind.icon;
          return {
            label: t(kind.label),
            icon: <Icon aria-hidden="true" />,
            run: act(({ position }) => {
              const $inside = editor.state.doc.resolve(position + 1);
              editor.view.dispatch(editor.state.tr.setSelection(TextSelection.near($inside)));
              kind.run(editor);
            }),
          };
        }),
      },
    ];
  }

  function colorPage(): MenuGroup[] {
    const group = (mark: 'textColor' | 'highlight', heading: string): MenuGroup => ({
      heading,
      items: [null, ...color_names].map((name) => ({
        id: `${mark} ${name}`,
        label: t(`blocks.color.${name ?? 'none'}`),
        icon: <Swatch mark={mark} color={name} />,
        run: act((each) => editor.view.dispatch(colorBlock(editor.state, each, mark, name))),
      })),
    });
    return [group('textColor', t('blocks.textColor')), group('highlight', t('blocks.highlight'))];
  }

  return (
    <MenuPopup
      key={page}
      label={t('blocks.handle')}
      groups={groups}
      side="bottom"
      align="start"
      anchor={{ current: panel.anchor }}
      isByKeyboard={panel.isByKeyboard || page !== 'actions'}
      returnTo={{ current: editor.view.dom }}
      onClose={onClose}
    />
  );
}

/** An item alone is no Markdown: it goes with a list around it. */
async function copyMarkdown(doc: Node, { node, position }: Block): Promise<void> {
  const { toMarkdown } = await import('@scriptorium/shared/document/to-markdown.ts');
  const { parent } = doc.resolve(position);
  const isItem = node.type.name === 'listItem' || node.type.name === 'taskItem';
  const block = isItem ? parent.type.create(parent.attrs, node) : node;
  await copyText(toMarkdown(Fragment.from(block)), t('clipboard.copied'));
}
