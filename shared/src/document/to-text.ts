/**
 * A note's body as plain text: every block of text on a line of its own, in order, whatever it is nested in; a hard
 * break is a line break too. A row of a table is one line, its cells apart by tabs. What is drawn (an image, a formula)
 * is the words that stand for it. Reads the Yjs types directly: no schema is needed, and no text is dropped.
 */
import * as Y from 'yjs';

export function toText(body: Y.XmlFragment): string {
  return linesOf(body, 0).join('\n');
}

/** The lines of one block of the body; a line break within a line begins another. */
export function linesOfBlock(block: unknown): string[] {
  return block instanceof Y.XmlElement ? blockLines(block, 1).flatMap((line) => line.split('\n')) : [];
}

/** Far deeper than any editor shows; a note that somebody nested deeper on purpose must not end the stack. */
const depth_max = 500;

/** What a node without text of its own says. In a line it is part of it, as a block it is a line unless it is empty. */
const words: Record<string, (attribute: (name: string) => string) => string> = {
  hardBreak: () => '\n',
  inlineMath: (attribute) => attribute('latex'),
  blockMath: (attribute) => attribute('latex'),
  mention: (attribute) => `@${attribute('label')}`,
  noteLink: (attribute) => attribute('label'),
  image: (attribute) => attribute('caption') || attribute('alt'),
  file: (attribute) => attribute('name'),
};

const inline = new Set(['hardBreak', 'inlineMath', 'mention', 'noteLink']);
const textBlocks = new Set(['paragraph', 'heading', 'codeBlock', 'detailsSummary']);

function linesOf(parent: Y.XmlFragment, depth: number): string[] {
  const children = depth > depth_max ? [] : parent.toArray();
  const name = parent instanceof Y.XmlElement ? parent.nodeName : '';
  // An empty paragraph is an empty line; a rule or an image is none.
  if (children.length === 0) return textBlocks.has(name) ? [''] : [];
  if (name === 'tableRow') return [children.map((cell) => cellText(cell, depth + 1)).join('\t')];
  const lines: string[] = [];
  let line: string | null = null;
  for (const child of children) {
    const part = inlineText(child);
    if (part !== null) {
      line = (line ?? '') + part;
      continue;
    }
    if (line !== null) lines.push(line);
    line = null;
    if (child instanceof Y.XmlElement) lines.push(...blockLines(child, depth + 1));
  }
  if (line !== null) lines.push(line);
  return lines;
}

function blockLines(block: Y.XmlElement, depth: number): string[] {
  const said = wordsOf(block);
  if (said === null) return linesOf(block, depth);
  return said === '' ? [] : [said];
}

function cellText(cell: unknown, depth: number): string {
  return cell instanceof Y.XmlElement ? linesOf(cell, depth).join(' ').replaceAll('\n', ' ') : '';
}

function inlineText(child: unknown): string | null {
  if (child instanceof Y.XmlText) return plainText(child);
  return child instanceof Y.XmlElement && inline.has(child.nodeName) ? wordsOf(child) : null;
}

function wordsOf(element: Y.XmlElement): string | null {
  const say = Object.hasOwn(words, element.nodeName) ? words[element.nodeName] : undefined;
  if (!say) return null;
  return say((name) => {
    const value: unknown = element.getAttribute(name);
    return typeof value === 'string' ? value : '';
  });
}

/** Without the marks: `Y.XmlText.toString()` would write them as tags. */
function plainText(text: Y.XmlText): string {
  return (text.toDelta() as { insert: unknown }[])
    .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
    .join('');
}
