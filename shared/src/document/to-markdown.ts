/**
 * A note's content as Markdown: CommonMark with GitHub's tables, tasks, strikethrough and callouts, `$` and `$$` for
 * formulas, `==` for a highlight, and as little HTML as what is left needs (`<u>`, `<sub>`, colours, `<details>`).
 * `fromMarkdown` reads it back.
 *
 * What Markdown cannot say is left out: empty paragraphs, alignment of paragraphs, the kind of a list's numbers, merged
 * cells and widths of columns, blocks inside a cell (they become lines of it), a table without a head (its first row
 * becomes one), and blocks that this version does not know.
 */
import { Fragment, type Node } from '@tiptap/pm/model';
import { escapeAttribute, escapeEdges, escapeLine, longestRun } from './markdown/escape.ts';
import { fileToMarkdown, imageToMarkdown, inlineToMarkdown } from './markdown/inline-to-markdown.ts';
import { tableToMarkdown } from './markdown/table-to-markdown.ts';

/** @param content blocks, such as a note's `doc.content`, or of a selection */
export function toMarkdown(content: Fragment): string {
  return blocks(content).join('\n\n');
}

/** The whole note: its title is the first heading. */
export function noteToMarkdown(title: string, doc: Node): string {
  const words = title.trim();
  const { schema } = doc.type;
  const heading = schema.nodes.heading?.create({ level: 1 }, words ? schema.text(words) : null);
  return `${toMarkdown(heading && words ? Fragment.from(heading).append(doc.content) : doc.content)}\n`;
}

const callouts: Record<string, string> = { info: 'NOTE', tip: 'TIP', warning: 'WARNING', danger: 'CAUTION' };

function blocks(content: Fragment): string[] {
  const written: string[] = [];
  let before: { type: string; isOther: boolean } | null = null;
  content.forEach((node) => {
    // Two lists in a row are one in Markdown, unless their signs differ.
    const type = node.type.name.replace('task', 'bullet');
    const isOther: boolean = before?.type === type && !before.isOther;
    const text = block(node, isOther);
    if (text === '') return;
    written.push(text);
    before = { type, isOther };
  });
  return written;
}

function block(node: Node, isOther: boolean): string {
  const { attrs, content } = node;
  switch (node.type.name) {
    case 'paragraph':
      return paragraph(content);
    case 'heading':
      return `${'#'.repeat(attrs.level)} ${headline(content)}`.trimEnd();
    case 'blockquote':
      return quoted(blocks(content).join('\n\n'));
    case 'callout':
      return quoted([`[!${callouts[attrs.kind] ?? 'NOTE'}]`, ...blocks(content)].join('\n\n'));
    case 'bulletList':
      return list(node, () => (isOther ? '* ' : '- '));
    case 'orderedList':
      return list(node, (_item, index) => `${attrs.start + index}${isOther ? ')' : '.'} `);
    case 'taskList':
      return list(node, () => (isOther ? '* ' : '- '));
    case 'codeBlock':
      return code(node.textContent, attrs.language ?? '');
    case 'details':
      return toggle(node);
    case 'table':
      return tableToMarkdown(node);
    case 'horizontalRule':
      return '---';
    case 'blockMath':
      return math(attrs.latex);
    case 'image':
      return imageToMarkdown(node);
    case 'file':
      return fileToMarkdown(node);
    case 'tableOfContents':
      return '[TOC]';
    default:
      return node.isTextblock ? paragraph(content) : '';
  }
}

function paragraph(content: Fragment): string {
  const lines = inlineToMarkdown(content, 'lines').split('\n');
  return lines
    .map((line, index) =>
      index < lines.length - 1 ? `${escapeLine(line.slice(0, -1))}\\` : escapeLine(line),
    )
    .join('\n');
}

/** Signs at its end would be taken for the end of the line. */
function headline(content: Fragment): string {
  return escapeEdges(inlineToMarkdown(content, 'one line').replace(/(^|\s)(#+)$/, '$1\\$2'));
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}

function list(node: Node, marker: (item: Node, index: number) => string): string {
  const items: string[] = [];
  node.forEach((item, _offset, index) => {
    const sign = marker(item, index);
    const text = indented(itemText(item), sign.length);
    items.push((text.startsWith('\n') ? sign.trimEnd() + text : sign + text.slice(sign.length)).trimEnd());
  });
  return items.join(isTight(node) ? '\n' : '\n\n');
}

function itemText(item: Node): string {
  const separator = isTightItem(item) ? '\n' : '\n\n';
  const first = item.firstChild ? paragraph(item.firstChild.content) : '';
  const rest = blocks(item.content.cut(item.firstChild?.nodeSize ?? 0));
  if (item.type.name === 'taskItem') {
    return [`[${item.attrs.checked ? 'x' : ' '}] ${first}`.trimEnd(), ...rest].join(separator);
  }
  // After an item without a first line an empty one would end the item.
  return first === '' ? `\n${rest.join('\n\n')}` : [first, ...rest].join(separator);
}

/** Without empty lines: lines of text, with such lists below. Others need room to be what they are. */
function isTight(list: Node): boolean {
  return list.children.every(isTightItem);
}

function isTightItem(item: Node): boolean {
  const [first, ...rest] = item.children;
  const hasText = first?.childCount !== 0 || item.type.name === 'taskItem';
  return hasText && rest.length < 2 && rest.every((child) => canFollowText(child) && isTight(child));
}

/** A list that begins with another number than 1 cannot begin in the middle of a paragraph. */
function canFollowText({ type, attrs }: Node): boolean {
  return (
    type.name === 'bulletList' ||
    type.name === 'taskList' ||
    (type.name === 'orderedList' && attrs.start === 1)
  );
}

function indented(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : ' '.repeat(width) + line))
    .join('\n');
}

function code(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

function math(latex: string): string {
  if (latex !== '' && !latex.includes('$$') && !/\r/.test(latex)) return `$$\n${latex}\n$$`;
  return `<div data-latex="${escapeAttribute(latex)}"></div>`;
}

function toggle(node: Node): string {
  const [summary, content] = node.children;
  const line = escapeEdges(inlineToMarkdown(summary?.content ?? Fragment.empty, 'one line'));
  const inside = blocks(content?.content ?? Fragment.empty);
  return [`<details>\n<summary>${line}</summary>`, ...inside, '</details>'].join('\n\n');
}
