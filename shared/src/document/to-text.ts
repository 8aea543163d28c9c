/**
 * A note's body as plain text: every block of text on a line of its own, in order, whatever it is nested in; a hard
 * break is a line break too. Reads the Yjs types directly: no schema is needed, and nothing is dropped.
 */
import * as Y from 'yjs';

export function toText(body: Y.XmlFragment): string {
  const lines: string[] = [];
  collectLines(body, lines);
  return lines.join('\n');
}

function collectLines(parent: Y.XmlFragment, lines: string[]): void {
  const children = parent.toArray();
  if (children.length === 0 && parent instanceof Y.XmlElement) {
    // An empty paragraph is an empty line; a rule or an image is none.
    if (isTextBlock(parent.nodeName)) lines.push('');
    return;
  }
  let line: string | null = null;
  for (const child of children) {
    if (child instanceof Y.XmlText) line = (line ?? '') + plainText(child);
    else if (child instanceof Y.XmlElement && child.nodeName === 'hardBreak') line = `${line ?? ''}\n`;
    else if (child instanceof Y.XmlElement) {
      if (line !== null) lines.push(line);
      line = null;
      collectLines(child, lines);
    }
  }
  if (line !== null) lines.push(line);
}

function isTextBlock(name: string): boolean {
  return name === 'paragraph' || name === 'heading' || name === 'codeBlock';
}

/** Without the marks: `Y.XmlText.toString()` would write them as tags. Embedded nodes are hard breaks. */
function plainText(text: Y.XmlText): string {
  return (text.toDelta() as { insert: unknown }[])
    .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
    .join('');
}
