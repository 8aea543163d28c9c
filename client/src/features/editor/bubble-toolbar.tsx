/** Appears at a selection. Alt+F10 goes into it from the text, the arrow keys through it, Escape back. */
import { NodeSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { type Editor, useEditorState } from '@tiptap/react';
import { BubbleMenu } from '@tiptap/react/menus';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import styles from './bubble-toolbar.module.css';
import { LinkField } from './link-field.tsx';
import { type Tool, tools } from './tools.tsx';

export function BubbleToolbar({ editor }: { editor: Editor }) {
  const [isLinking, setLinking] = useState(false);
  const bar = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'F10' || !event.altKey) return;
      event.preventDefault();
      bar.current?.querySelector('button')?.focus();
    };
    const { dom } = editor.view;
    dom.addEventListener('keydown', onKeyDown);
    return () => dom.removeEventListener('keydown', onKeyDown);
  }, [editor]);

  return (
    <BubbleMenu
      editor={editor}
      updateDelay={80}
      shouldShow={isAtText}
      className={`${styles.bubble} no-print`}
      options={{
        placement: 'top',
        offset: 8,
        flip: true,
        shift: { padding: 8 },
        onHide: () => setLinking(false),
      }}
    >
      {isLinking ? (
        <LinkField editor={editor} onDone={() => setLinking(false)} />
      ) : (
        <div
          ref={bar}
          className={styles.bar}
          role="toolbar"
          aria-label="Format"
          onKeyDown={(event) => move(event, editor)}
        >
          {tools.map((tool) => (
            <ToolButton key={tool.label} tool={tool} editor={editor} onLink={() => setLinking(true)} />
          ))}
        </div>
      )}
    </BubbleMenu>
  );
}

/** A block that is selected as a whole (an image, say) has controls of its own. */
function isAtText({ view, element }: { view: EditorView; element: HTMLElement }): boolean {
  const { selection, doc } = view.state;
  const isHere = view.hasFocus() || element.contains(document.activeElement);
  const hasText = doc.textBetween(selection.from, selection.to).length > 0;
  return isHere && view.editable && hasText && !(selection instanceof NodeSelection);
}

function ToolButton({ tool, editor, onLink }: { tool: Tool; editor: Editor; onLink: () => void }) {
  const isOn = useEditorState({ editor, selector: ({ editor: current }) => tool.isOn(current) });
  const Icon = tool.icon;
  return (
    <button
      type="button"
      className={styles.tool}
      data-first={tool.startsGroup || undefined}
      aria-label={tool.label}
      aria-pressed={isOn}
      data-tooltip={tool.label}
      data-hotkey={tool.keys}
      // The selection stays in the text.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => (tool.run ? tool.run(editor) : onLink())}
    >
      <Icon aria-hidden="true" />
    </button>
  );
}

function move(event: KeyboardEvent<HTMLDivElement>, editor: Editor): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step) buttons[(at + step + buttons.length) % buttons.length]?.focus();
  else if (event.key === 'Escape') editor.commands.focus();
  else return;
  event.preventDefault();
}
