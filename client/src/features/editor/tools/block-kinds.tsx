/** The kinds of blocks that somebody can choose: in the menu after `/`, and to turn a block into another. */
import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { TextSelection } from '@tiptap/pm/state';
import {
  ChevronRight,
  CodeXml,
  Heading1,
  Heading2,
  Heading3,
  Heading4,
  Image as ImageIcon,
  Info,
  List,
  ListChecks,
  ListOrdered,
  ListTree,
  type LucideIcon,
  Minus,
  Paperclip,
  Pilcrow,
  Quote,
  Sigma,
  SquareRadical,
  Table,
  Workflow,
} from 'lucide-react';
import type { MessageId } from '../../../lib/i18n/i18n.ts';
import { pickFiles } from '../media/pick-files.ts';
import { insertBlock } from './block-commands.ts';

export type BlockGroup = 'text' | 'lists' | 'boxes' | 'more' | 'media';

export interface BlockKind {
  id: string;
  group: BlockGroup;
  label: MessageId;
  icon: LucideIcon;
  /** What else people call it, in English: whoever knows another editor finds it in any language. */
  aliases: string;
  /** What makes it while typing. */
  markdown?: string;
  /** Only those that take over the text of the line. */
  isText: boolean;
  isOn?: (editor: Editor) => boolean;
  /** At the caret; the words that called the menu are gone by then. */
  run: (editor: Editor) => void;
}

export const block_kinds: BlockKind[] = [
  {
    id: 'paragraph',
    group: 'text',
    label: 'blocks.kind.paragraph',
    icon: Pilcrow,
    aliases: 'text paragraph plain',
    isText: true,
    isOn: (editor) => editor.isActive('paragraph') && editor.state.selection.$head.depth === 1,
    run: (editor) => editor.chain().focus().clearNodes().run(),
  },
  heading(1, Heading1),
  heading(2, Heading2),
  heading(3, Heading3),
  heading(4, Heading4),
  {
    id: 'bulletList',
    group: 'lists',
    label: 'blocks.kind.bulletList',
    icon: List,
    aliases: 'bullet unordered list ul',
    markdown: '-',
    isText: true,
    isOn: (editor) => editor.isActive('bulletList'),
    run: (editor) => editor.chain().focus().clearNodes().toggleBulletList().run(),
  },
  {
    id: 'orderedList',
    group: 'lists',
    label: 'blocks.kind.orderedList',
    icon: ListOrdered,
    aliases: 'numbered ordered list ol',
    markdown: '1.',
    isText: true,
    isOn: (editor) => editor.isActive('orderedList'),
    run: (editor) => editor.chain().focus().clearNodes().toggleOrderedList().run(),
  },
  {
    id: 'taskList',
    group: 'lists',
    label: 'blocks.kind.taskList',
    icon: ListChecks,
    aliases: 'task todo to-do check list checkbox',
    markdown: '[ ]',
    isText: true,
    isOn: (editor) => editor.isActive('taskList'),
    run: (editor) => editor.chain().focus().clearNodes().toggleTaskList().run(),
  },
  {
    id: 'details',
    group: 'lists',
    label: 'blocks.kind.details',
    icon: ChevronRight,
    aliases: 'toggle details collapsible fold',
    isText: true,
    isOn: (editor) => editor.isActive('details'),
    run: makeToggle,
  },
  {
    id: 'blockquote',
    group: 'boxes',
    label: 'blocks.kind.blockquote',
    icon: Quote,
    aliases: 'quote blockquote citation',
    markdown: '>',
    isText: true,
    isOn: (editor) => editor.isActive('blockquote'),
    run: (editor) => editor.chain().focus().clearNodes().wrapIn('blockquote').run(),
  },
  {
    id: 'callout',
    group: 'boxes',
    label: 'blocks.kind.callout',
    icon: Info,
    aliases: 'callout info tip note warning danger admonition',
    isText: true,
    isOn: (editor) => editor.isActive('callout'),
    run: (editor) => editor.chain().focus().clearNodes().wrapIn('callout').run(),
  },
  {
    id: 'codeBlock',
    group: 'boxes',
    label: 'blocks.kind.codeBlock',
    icon: CodeXml,
    aliases: 'code block snippet pre',
    markdown: '```',
    isText: true,
    isOn: (editor) => editor.isActive('codeBlock'),
    run: (editor) => editor.chain().focus().clearNodes().setNode('codeBlock').run(),
  },
  {
    id: 'mermaid',
    group: 'boxes',
    label: 'blocks.kind.mermaid',
    icon: Workflow,
    aliases: 'mermaid diagram flowchart graph chart',
    isText: false,
    run: (editor) => insertBlock(editor, create(editor, 'codeBlock', { language: 'mermaid' })),
  },
  {
    id: 'blockMath',
    group: 'boxes',
    label: 'blocks.kind.blockMath',
    icon: SquareRadical,
    aliases: 'math equation formula latex katex block',
    markdown: '$$',
    isText: false,
    run: (editor) => openFormula(editor, insertBlock(editor, create(editor, 'blockMath'))),
  },
  {
    id: 'inlineMath',
    group: 'more',
    label: 'blocks.kind.inlineMath',
    icon: Sigma,
    aliases: 'inline math equation formula latex',
    markdown: '$x$',
    isText: false,
    run: (editor) => {
      const at = editor.state.selection.from;
      editor.chain().focus().insertContent({ type: 'inlineMath' }).run();
      openFormula(editor, at);
    },
  },
  {
    id: 'table',
    group: 'more',
    label: 'blocks.kind.table',
    icon: Table,
    aliases: 'table grid rows columns',
    isText: false,
    run: (editor) => insertBlock(editor, emptyTable(editor, 3, 3)),
  },
  {
    id: 'horizontalRule',
    group: 'more',
    label: 'blocks.kind.horizontalRule',
    icon: Minus,
    aliases: 'divider horizontal rule line separator hr',
    markdown: '---',
    isText: false,
    run: (editor) => insertBlock(editor, create(editor, 'horizontalRule')),
  },
  {
    id: 'tableOfContents',
    group: 'more',
    label: 'blocks.kind.tableOfContents',
    icon: ListTree,
    aliases: 'table of contents toc outline headings',
    isText: false,
    run: (editor) => insertBlock(editor, create(editor, 'tableOfContents')),
  },
  {
    id: 'image',
    group: 'media',
    label: 'blocks.kind.image',
    icon: ImageIcon,
    aliases: 'image picture photo media',
    isText: false,
    run: (editor) => pickFiles(editor, 'image'),
  },
  {
    id: 'file',
    group: 'media',
    label: 'blocks.kind.file',
    icon: Paperclip,
    aliases: 'file attachment upload document',
    isText: false,
    run: (editor) => pickFiles(editor, 'file'),
  },
];

function heading(level: 1 | 2 | 3 | 4, icon: LucideIcon): BlockKind {
  return {
    id: `heading${level}`,
    group: 'text',
    label: `blocks.kind.heading${level}`,
    icon,
    aliases: `h${level} heading title ${level}`,
    markdown: '#'.repeat(level),
    isText: true,
    isOn: (editor) => editor.isActive('heading', { level }),
    run: (editor) => editor.chain().focus().clearNodes().setNode('heading', { level }).run(),
  };
}

function create(editor: Editor, type: string, attributes?: Record<string, unknown>): Node {
  const made = editor.schema.nodes[type]?.createAndFill(attributes);
  if (!made) throw new Error(`The schema cannot make an empty ${type}`);
  return made;
}

function emptyTable(editor: Editor, rows: number, columns: number): Node {
  const row = (type: string) =>
    editor.schema.nodes.tableRow?.create(
      null,
      Array.from({ length: columns }, () => create(editor, type)),
    );
  const all = Array.from({ length: rows }, (_, i) => row(i === 0 ? 'tableHeader' : 'tableCell'));
  return (
    editor.schema.nodes.table?.create(
      null,
      all.filter((each) => each !== undefined),
    ) ?? create(editor, 'table')
  );
}

/** The line becomes the toggle's line; below it is an empty paragraph. */
function makeToggle(editor: Editor): void {
  editor
    .chain()
    .focus()
    .clearNodes()
    .command(({ tr, state }) => {
      const { details, detailsSummary, detailsContent, paragraph } = state.schema.nodes;
      const { $head } = tr.selection;
      if (!details || !detailsSummary || !detailsContent || !paragraph || $head.depth === 0) return false;
      const summary = detailsSummary.create(null, $head.parent.content);
      const content = detailsContent.create(null, paragraph.create());
      const offset = $head.parentOffset;
      const at = $head.before();
      tr.replaceWith(at, $head.after(), details.create(null, [summary, content]));
      tr.setSelection(TextSelection.create(tr.doc, at + 2 + offset));
      return true;
    })
    .run();
}

/** As if somebody had clicked it: its field opens. */
function openFormula(editor: Editor, at: number): void {
  const dom = editor.view.nodeDOM(at);
  if (!(dom instanceof HTMLElement)) return;
  dom.scrollIntoView({ block: 'nearest' });
  dom.click();
}
