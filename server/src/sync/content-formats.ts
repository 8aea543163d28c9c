/** What a note says, in the formats that scripts read and write; pure, on its document. */
import { getSchema } from '@tiptap/core';
import { Fragment, Node } from '@tiptap/pm/model';
import { updateYFragment, yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import type { ContentFormat, NoteContentJson } from '@scriptorium/shared/api/content.ts';
import { fromMarkdown } from '@scriptorium/shared/document/from-markdown.ts';
import { type NodeMapping, readBody } from '@scriptorium/shared/document/read-body.ts';
import { noteExtensions } from '@scriptorium/shared/document/schema.ts';
import { toHtml } from '@scriptorium/shared/document/to-html.ts';
import { noteToMarkdown, toMarkdown } from '@scriptorium/shared/document/to-markdown.ts';
import { linesOfBlock, toText } from '@scriptorium/shared/document/to-text.ts';
import { body_field, title_field } from '@scriptorium/shared/protocol/document.ts';
import { ApiError } from '../platform/problem.ts';
import { type Block, mergeBlocks } from './merge-blocks.ts';
import { replaceTitle } from './replace-title.ts';

const schema = getSchema(noteExtensions());

export function readContent(doc: Y.Doc, format: ContentFormat): string | NoteContentJson {
  const body = doc.getXmlFragment(body_field);
  const title = doc.getText(title_field).toString();
  if (format === 'text') return toText(body);
  if (format === 'json') return { title, body: yXmlFragmentToProsemirrorJSON(body) };
  const node = schema.topNodeType.create(null, readBody(body, schema, new Map()));
  return format === 'html' ? toHtml(title, node) : noteToMarkdown(title, node);
}

/** What a note is to say. */
export interface NewContent {
  /** Null: it stays. */
  title: string | null;
  blocks: readonly Node[];
  /** A block of the note in the terms of these. */
  says(node: Node, element: unknown): readonly Node[];
}

/** A heading at the very beginning is the title, as `noteToMarkdown` writes it. */
export function contentOfMarkdown(text: string): NewContent {
  const blocks = fromMarkdown(text, schema).content.content;
  const [first] = blocks;
  const isTitled = first?.type.name === 'heading' && first.attrs.level === 1;
  return {
    title: isTitled ? first.textContent : null,
    blocks: withoutEmpty(isTitled ? blocks.slice(1) : blocks),
    says: (node) => withoutEmpty(fromMarkdown(toMarkdown(Fragment.from(node)), schema).content.content),
  };
}

/** Nothing at all is read as an empty paragraph, which Markdown cannot say. */
function withoutEmpty(blocks: readonly Node[]): readonly Node[] {
  return blocks.filter((node) => node.type.name !== 'paragraph' || node.content.size > 0);
}

export function contentOfText(text: string): NewContent {
  const paragraph = (line: string): Node =>
    schema.node('paragraph', null, line === '' ? [] : schema.text(line));
  return {
    title: null,
    blocks: text.split(/\r\n|[\r\n]/).map(paragraph),
    says: (_node, element) => linesOfBlock(element).map(paragraph),
  };
}

/** @throws ApiError invalid_request for what the schema does not allow */
export function contentOfJson({ title, body }: { title?: string | undefined; body: object }): NewContent {
  try {
    const doc = Node.fromJSON(schema, body);
    doc.check();
    if (doc.type !== schema.topNodeType) throw new RangeError('The outermost node is not a doc');
    return { title: title ?? null, blocks: doc.content.content, says: (node) => [node] };
  } catch (error) {
    // Too deep for the stack, too, is a RangeError.
    if (!(error instanceof RangeError)) throw error;
    throw new ApiError('invalid_request', `body: ${error.message.slice(0, 300)}`, {
      errors: [{ path: 'body.body', message: 'is not a document of this schema' }],
    });
  }
}

/**
 * Makes the note say that, by changing no more than has to be: what others are typing around it stays, and so do carets and
 * comments in blocks that say what they said.
 * @param bytes_max of the note and what comes, together
 * @throws ApiError too_large; then nothing was changed
 */
export function writeContent(doc: Y.Doc, { title, blocks, says }: NewContent, bytes_max: number): void {
  const body = doc.getXmlFragment(body_field);
  const elements = body.toArray();
  const mapping: NodeMapping = new Map();
  const present = readBody(body, schema, mapping).map(
    (node, index): Block => ({ node, says: says(node, elements[index]) }),
  );
  const merged = mergeBlocks(present, blocks);
  const target = schema.topNodeType.createChecked(null, merged.length > 0 ? merged : emptyBody());
  const bytes = Y.encodeStateAsUpdate(doc).length + JSON.stringify(target.toJSON()).length;
  if (bytes > bytes_max) {
    throw new ApiError('too_large', 'The note would be larger than a note can be. Write into several.', {
      bytes_max,
    });
  }
  if (title !== null) replaceTitle(doc, title);
  if (!isSame(present, merged)) {
    updateYFragment(doc, body, target, { mapping: mapping as never, isOMark: new Map() });
  }
}

function emptyBody(): Node[] {
  return [schema.node('paragraph')];
}

function isSame(present: readonly Block[], merged: readonly Node[]): boolean {
  return present.length === merged.length && present.every(({ node }, index) => node === merged[index]);
}
