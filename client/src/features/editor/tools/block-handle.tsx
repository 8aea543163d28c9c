/** The handle beside the block that the mouse is at: drag it to move the block, click it for what can be done. */
import type { Editor } from '@tiptap/core';
import { NodeSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { GripVertical } from 'lucide-react';
import { type DragEvent, useEffect, useRef } from 'react';
import { t } from '../../../lib/i18n/i18n.ts';
import type { Panels } from '../panels/panels.ts';
import { type Block, blockAt } from './block-commands.ts';
import styles from './block-handle.module.css';

export function BlockHandle({ editor, panels }: { editor: Editor; panels: Panels }) {
  const handle = useRef<HTMLButtonElement>(null);
  /** The element of the block that the handle is at: its place in the note is asked for when it is needed. */
  const held = useRef<HTMLElement | null>(null);

  useEffect(() => {
    const { view } = editor;
    const area = view.dom.closest('article') ?? view.dom;
    const life = new AbortController();
    const follow = (event: PointerEvent) => {
      const { current: button } = handle;
      if (!button || event.pointerType !== 'mouse' || event.buttons !== 0) return;
      if (event.target instanceof Node && button.contains(event.target)) return;
      const element = elementAt(view, event.clientX, event.clientY);
      if (element) place(button, element, view.dom);
      button.hidden = element === null;
      held.current = element;
    };
    const hide = () => {
      if (handle.current && panels.get()?.kind !== 'block') handle.current.hidden = true;
    };
    area.addEventListener('pointermove', follow, { signal: life.signal });
    area.addEventListener('pointerleave', hide, { signal: life.signal });
    // Who types wants to see text.
    view.dom.addEventListener('keydown', hide, { signal: life.signal });
    return () => life.abort();
  }, [editor, panels]);

  const block = () => (held.current?.isConnected ? blockOf(editor.view, held.current) : null);

  function drag(event: DragEvent): void {
    const found = block();
    const { view } = editor;
    if (!found || !event.dataTransfer || !held.current) return;
    view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, found.position)));
    const slice = view.state.selection.content();
    const { dom, text } = view.serializeForClipboard(slice);
    event.dataTransfer.clearData();
    event.dataTransfer.setData('text/html', dom.innerHTML);
    event.dataTransfer.setData('text/plain', text);
    event.dataTransfer.effectAllowed = 'copyMove';
    event.dataTransfer.setDragImage(held.current, 0, 0);
    view.dragging = { slice, move: true };
  }

  return (
    <button
      ref={handle}
      type="button"
      hidden
      draggable
      // By keyboard the same menu opens at the block that the caret is in.
      tabIndex={-1}
      className={`${styles.handle} no-print`}
      aria-label={t('blocks.handle')}
      data-tooltip={t('blocks.handleHint')}
      onDragStart={drag}
      onDragEnd={() => {
        editor.view.dragging = null;
      }}
      onMouseDown={(event) => event.stopPropagation()}
      onClick={(event) => {
        if (!block()) return;
        panels.open({
          kind: 'block',
          anchor: event.currentTarget,
          position: () => block()?.position,
          isByKeyboard: false,
        });
      }}
    >
      <GripVertical aria-hidden="true" />
    </button>
  );
}

/** The element of the block at the height of the mouse, also when that is beside the text. */
function elementAt(view: EditorView, x: number, y: number): HTMLElement | null {
  const { left, right, top, bottom } = view.dom.getBoundingClientRect();
  if (y < top || y > bottom || x < left - 80 || x > right + 40) return null;
  const inside = Math.min(Math.max(x, left + 2), right - 2);
  let element = document.elementFromPoint(inside, y)?.closest<HTMLElement>('.prose *') ?? null;
  // Between the marker of an item and the edge there is only the list.
  if (element?.matches('ul, ol')) element = itemAt(element, y) ?? element;
  if (!element) return null;
  const found = blockOf(view, element);
  const dom = found && view.nodeDOM(found.position);
  return dom instanceof HTMLElement ? dom : null;
}

function itemAt(list: HTMLElement, y: number): HTMLElement | null {
  for (const item of list.children) {
    const { top, bottom } = item.getBoundingClientRect();
    if (y >= top && y <= bottom && item instanceof HTMLElement) return item;
  }
  return null;
}

function blockOf(view: EditorView, element: HTMLElement): Block | null {
  if (!view.dom.contains(element)) return null;
  const position = view.posAtDOM(element, 0);
  return position < 0 ? null : blockAt(view.state.doc.resolve(position));
}

function place(handle: HTMLElement, element: HTMLElement, prose: HTMLElement): void {
  const container = handle.offsetParent ?? prose;
  const frame = container.getBoundingClientRect();
  const block = element.getBoundingClientRect();
  const text = prose.getBoundingClientRect();
  const style = getComputedStyle(element);
  const line = Number.parseFloat(style.lineHeight) || 28;
  const middle = block.top + Number.parseFloat(style.paddingTop) + Math.min(line, block.height) / 2;
  const isItem = element.tagName === 'LI';
  const isRtl = style.direction === 'rtl';
  const gap = isItem ? 48 : 30;
  const start = isRtl
    ? Math.max(block.right, text.right)
    : isItem
      ? block.left
      : Math.min(block.left, text.left);
  handle.style.top = `${middle - frame.top - 14}px`;
  handle.style.left = `${(isRtl ? start + gap - 24 : start - gap) - frame.left}px`;
}
