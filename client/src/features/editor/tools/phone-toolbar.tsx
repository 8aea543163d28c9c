/** On a phone: tools in a row that stays above the keyboard while somebody writes. */
import { type Editor, useEditorState } from '@tiptap/react';
import {
  Bold,
  Ellipsis,
  Heading2,
  IndentDecrease,
  IndentIncrease,
  Italic,
  List,
  ListChecks,
  type LucideIcon,
  MessageSquarePlus,
  Plus,
  Redo2,
  Table,
  Undo2,
} from 'lucide-react';
import { useEffect, useRef } from 'react';
import { isInTable, selectedRect } from '@tiptap/pm/tables';
import { type MessageId, t } from '../../../lib/i18n/i18n.ts';
import type { Panels } from '../panels/panels.ts';
import { currentBlock } from './block-commands.ts';
import styles from './phone-toolbar.module.css';

interface PhoneTool {
  label: MessageId;
  icon: LucideIcon;
  isOn?: (editor: Editor) => boolean;
  run: (editor: Editor) => void;
}

const tools: PhoneTool[] = [
  { label: 'blocks.addBlock', icon: Plus, run: askForBlocks },
  mark('bold', 'blocks.mark.bold', Bold),
  mark('italic', 'blocks.mark.italic', Italic),
  {
    label: 'blocks.kind.heading2',
    icon: Heading2,
    isOn: (editor) => editor.isActive('heading', { level: 2 }),
    run: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
  },
  {
    label: 'blocks.kind.bulletList',
    icon: List,
    isOn: (editor) => editor.isActive('bulletList'),
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    label: 'blocks.kind.taskList',
    icon: ListChecks,
    isOn: (editor) => editor.isActive('taskList'),
    run: (editor) => editor.chain().focus().toggleTaskList().run(),
  },
  { label: 'blocks.indent', icon: IndentIncrease, run: (editor) => indent(editor, 'sinkListItem') },
  { label: 'blocks.outdent', icon: IndentDecrease, run: (editor) => indent(editor, 'liftListItem') },
  { label: 'blocks.undo', icon: Undo2, run: (editor) => editor.chain().focus().undo().run() },
  { label: 'blocks.redo', icon: Redo2, run: (editor) => editor.chain().focus().redo().run() },
];

export function PhoneToolbar({ editor, panels }: { editor: Editor; panels: Panels }) {
  const bar = useRef<HTMLDivElement>(null);
  const isWriting = useEditorState({ editor, selector: ({ editor: current }) => current.isFocused });
  const hasTable = useEditorState({ editor, selector: ({ editor: current }) => isInTable(current.state) });
  useEffect(() => (isWriting && bar.current ? stayAboveKeyboard(bar.current) : undefined), [isWriting]);
  if (!isWriting && panels.get() === null) return null;

  const open =
    (kind: 'block' | 'table', position: () => number | undefined) =>
    (event: React.MouseEvent<HTMLButtonElement>) => {
      panels.open({ kind, anchor: event.currentTarget, position, isByKeyboard: event.detail === 0 });
    };
  return (
    <div ref={bar} className={`${styles.bar} no-print`} role="toolbar" aria-label={t('blocks.format')}>
      {tools.map((tool) => (
        <ToolButton key={tool.label} tool={tool} editor={editor} />
      ))}
      {hasTable && (
        <button
          type="button"
          className={styles.tool}
          data-grip="table"
          aria-label={t('blocks.tableMenu')}
          onMouseDown={keepSelection}
          onClick={open('table', () => selectedRect(editor.state).tableStart - 1)}
        >
          <Table aria-hidden="true" />
        </button>
      )}
      {editor.storage.commentMarks.begin && (
        <button
          type="button"
          className={styles.tool}
          aria-label={t('app.comment')}
          onMouseDown={keepSelection}
          onClick={() => editor.storage.commentMarks.begin?.()}
        >
          <MessageSquarePlus aria-hidden="true" />
        </button>
      )}
      <button
        type="button"
        className={styles.tool}
        aria-label={t('blocks.handle')}
        onMouseDown={keepSelection}
        onClick={open('block', () => currentBlock(editor.state)?.position)}
      >
        <Ellipsis aria-hidden="true" />
      </button>
    </div>
  );
}

function ToolButton({ tool, editor }: { tool: PhoneTool; editor: Editor }) {
  const isOn = useEditorState({ editor, selector: ({ editor: current }) => tool.isOn?.(current) ?? false });
  const Icon = tool.icon;
  return (
    <button
      type="button"
      className={styles.tool}
      aria-label={t(tool.label)}
      {...(tool.isOn ? { 'aria-pressed': isOn } : {})}
      onMouseDown={keepSelection}
      onClick={() => tool.run(editor)}
    >
      <Icon aria-hidden="true" />
    </button>
  );
}

function mark(name: string, label: MessageId, icon: LucideIcon): PhoneTool {
  return {
    label,
    icon,
    isOn: (editor) => editor.isActive(name),
    run: (editor) => editor.chain().focus().toggleMark(name).run(),
  };
}

/** The keyboard stays open. */
function keepSelection(event: React.MouseEvent): void {
  event.preventDefault();
}

/** The sign that asks for the menu, on a line of its own if the caret is in the middle of a word. */
function askForBlocks(editor: Editor): void {
  const { $head } = editor.state.selection;
  const before = $head.parent.textBetween(0, $head.parentOffset, null, ' ');
  editor
    .chain()
    .focus()
    .insertContent(before === '' || before.endsWith(' ') ? '/' : ' /')
    .run();
}

function indent(editor: Editor, command: 'sinkListItem' | 'liftListItem'): void {
  const item = editor.isActive('taskItem') ? 'taskItem' : 'listItem';
  editor.chain().focus()[command](item).run();
}

/** The keyboard covers the page's end without the page knowing: only the visual viewport says where it is. */
function stayAboveKeyboard(bar: HTMLElement): () => void {
  const viewport = window.visualViewport;
  if (!viewport) return () => {};
  const place = () => {
    const covered = document.documentElement.clientHeight - viewport.height - viewport.offsetTop;
    bar.style.insetBlockEnd = `${Math.max(0, covered)}px`;
  };
  place();
  viewport.addEventListener('resize', place);
  viewport.addEventListener('scroll', place);
  return () => {
    viewport.removeEventListener('resize', place);
    viewport.removeEventListener('scroll', place);
  };
}
