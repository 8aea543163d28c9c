/**
 * The one list of TipTap extensions that make a note's schema; editor and server build the same schema from it.
 *
 * Undo belongs to Yjs, and nothing here writes into the shared document by itself: a reader must not edit. Attributes
 * are read with care (`safe-values.ts`): what is in a note was written by others, with whatever client. How blocks are
 * drawn and handled beyond plain HTML is the client's (`features/editor`).
 */
import type { Extensions } from '@tiptap/core';
import Blockquote from '@tiptap/extension-blockquote';
import Bold from '@tiptap/extension-bold';
import Code from '@tiptap/extension-code';
import Document from '@tiptap/extension-document';
import HardBreak from '@tiptap/extension-hard-break';
import HorizontalRule from '@tiptap/extension-horizontal-rule';
import Italic from '@tiptap/extension-italic';
import { BulletList, ListItem, ListKeymap } from '@tiptap/extension-list';
import Paragraph from '@tiptap/extension-paragraph';
import Strike from '@tiptap/extension-strike';
import Subscript from '@tiptap/extension-subscript';
import Superscript from '@tiptap/extension-superscript';
import Text from '@tiptap/extension-text';
import Underline from '@tiptap/extension-underline';
import { File, Image } from './nodes/attached.ts';
import { Heading, OrderedList } from './nodes/blocks.ts';
import { Callout } from './nodes/callout.ts';
import { CodeBlock } from './nodes/code-block.ts';
import { Highlight, TextColor } from './nodes/colors.ts';
import { Link } from './nodes/link.ts';
import { BlockMath, InlineMath } from './nodes/math.ts';
import { Mention, NoteLink } from './nodes/references.ts';
import { Table, TableCell, TableHeader, TableRow } from './nodes/table.ts';
import { TableOfContents } from './nodes/table-of-contents.ts';
import { TaskItem, TaskList } from './nodes/tasks.ts';
import { TextAlign } from './nodes/text-align.ts';
import { Toggle, ToggleContent, ToggleSummary } from './nodes/toggle.ts';
import { UnknownBlock, UnknownInline } from './nodes/unknown.ts';

export function noteExtensions(): Extensions {
  return [...text, ...blocks, ...atoms];
}

const text: Extensions = [
  Text,
  HardBreak,
  Link,
  Bold,
  Italic,
  Underline,
  Strike,
  Code,
  Subscript,
  Superscript,
  TextColor,
  Highlight,
];

const blocks: Extensions = [
  Document,
  // The first block is what an empty note and an empty cell begin with.
  Paragraph,
  Heading,
  TextAlign,
  BulletList,
  OrderedList,
  ListItem,
  TaskList,
  TaskItem,
  ListKeymap,
  Blockquote,
  Callout,
  Toggle,
  ToggleSummary,
  ToggleContent,
  CodeBlock,
  Table,
  TableRow,
  TableHeader,
  TableCell,
];

const atoms: Extensions = [
  HorizontalRule,
  InlineMath,
  BlockMath,
  Image,
  File,
  Mention,
  NoteLink,
  TableOfContents,
  UnknownBlock,
  UnknownInline,
];
