/** Keys for blocks: move, duplicate, the block's menu; Tab in tables. */
import type { Editor } from '@tiptap/core';
import { Plugin, TextSelection } from '@tiptap/pm/state';
import { addRowAfter, goToNextCell, isInTable } from '@tiptap/pm/tables';
import type { EditorView } from '@tiptap/pm/view';
import { matches } from '../../../lib/hotkeys.ts';
import type { Panels } from '../panels/panels.ts';
import { currentBlock, duplicateBlock, moveBlock } from './block-commands.ts';

export function blockKeys(editor: Editor, panels: Panels): Plugin {
  return new Plugin({
    props: {
      handleKeyDown: (view, event) => {
        if (!view.editable || event.isComposing) return false;
        if (matches('Mod+Alt+ArrowUp', event)) return move(view, -1);
        if (matches('Mod+Alt+ArrowDown', event)) return move(view, 1);
        if (matches('Mod+Shift+D', event)) return duplicate(view);
        if (matches('Mod+/', event)) return openMenu(editor, panels);
        if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey)
          return enterToggle(view);
        if (event.key === 'Tab' && !event.altKey && !event.ctrlKey && !event.metaKey) {
          return isInTable(view.state) && nextCell(view, event.shiftKey ? -1 : 1);
        }
        return false;
      },
    },
  });
}

/** True also where it can go no further: the key does nothing else then. */
function move(view: EditorView, direction: -1 | 1): boolean {
  const block = currentBlock(view.state);
  const moved = block && moveBlock(view.state, block, direction);
  if (moved) view.dispatch(moved);
  return true;
}

function duplicate(view: EditorView): boolean {
  const block = currentBlock(view.state);
  if (block) view.dispatch(duplicateBlock(view.state, block));
  return true;
}

/** From the line of an open toggle into its first paragraph, if that is empty: TipTap's own would add another. */
function enterToggle(view: EditorView): boolean {
  const { $head, empty } = view.state.selection;
  if (!empty || $head.parent.type.name !== 'detailsSummary') return false;
  if ($head.parentOffset < $head.parent.content.size) return false;
  const content = $head.after();
  const first = view.state.doc.nodeAt(content)?.firstChild;
  const dom = view.nodeDOM(content);
  if (!(dom instanceof HTMLElement) || dom.hidden) return false;
  if (first?.type.name !== 'paragraph' || first.content.size > 0) return false;
  view.dispatch(
    view.state.tr.setSelection(TextSelection.create(view.state.doc, content + 2)).scrollIntoView(),
  );
  return true;
}

function nextCell(view: EditorView, direction: -1 | 1): boolean {
  if (goToNextCell(direction)(view.state, view.dispatch)) return true;
  if (direction === 1 && addRowAfter(view.state, view.dispatch)) goToNextCell(1)(view.state, view.dispatch);
  return true;
}

function openMenu(editor: Editor, panels: Panels): boolean {
  const block = currentBlock(editor.state);
  const dom = block && editor.view.nodeDOM(block.position);
  if (!(dom instanceof HTMLElement)) return false;
  panels.open({
    kind: 'block',
    anchor: dom,
    position: () => currentBlock(editor.state)?.position,
    isByKeyboard: true,
  });
  return true;
}
