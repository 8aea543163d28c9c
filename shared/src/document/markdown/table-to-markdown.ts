import type { Node } from '@tiptap/pm/model';
import { escapeEdges, longestRun } from './escape.ts';
import { fileToMarkdown, imageToMarkdown, inlineToMarkdown, mathToMarkdown } from './inline-to-markdown.ts';

const rules: Record<string, string> = { left: ':--', center: ':-:', right: '--:' };

/** Each row as wide as the widest; a merged cell is its first and empty ones. */
export function tableToMarkdown(table: Node): string {
  const rows = table.children.map(rowText);
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 1);
  const line = (cells: string[]) => `| ${[...cells, ...Array(width - cells.length).fill('')].join(' | ')} |`;
  const [head = [], ...body] = rows;
  const alignments = (table.firstChild?.children ?? []).flatMap(({ attrs }) => [
    rules[attrs.align] ?? '---',
    ...Array(attrs.colspan - 1).fill('---'),
  ]);
  const rule = [...alignments, ...Array(width - alignments.length).fill('---')];
  return [line(head), line(rule), ...body.map(line)].join('\n');
}

function rowText(row: Node): string[] {
  return row.children.flatMap((cell) => [cellText(cell), ...Array(cell.attrs.colspan - 1).fill('')]);
}

function cellText(cell: Node): string {
  const lines: string[] = [];
  collectLines(cell, lines);
  return escapeEdges(lines.join('<br>')).replaceAll('|', '\\|');
}

function collectLines(block: Node, lines: string[]): void {
  const { type, attrs } = block;
  if (type.name === 'codeBlock') lines.push(block.textContent.split('\n').map(codeLine).join('<br>'));
  else if (block.isTextblock) lines.push(inlineToMarkdown(block.content, 'one line'));
  else if (type.name === 'image') lines.push(imageToMarkdown(block));
  else if (type.name === 'file') lines.push(fileToMarkdown(block));
  else if (type.name === 'blockMath') lines.push(mathToMarkdown(attrs.latex) ?? '');
  else for (const child of block.children) collectLines(child, lines);
}

function codeLine(line: string): string {
  const fence = '`'.repeat(longestRun(line) + 1);
  return line.trim() === '' ? '' : `${fence} ${line} ${fence}`;
}
