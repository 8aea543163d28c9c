import { Fragment, type Node } from '@tiptap/pm/model';
import { toMarkdown } from '@scriptorium/shared/document/to-markdown.ts';
import type { Text } from 'yjs';

/** The whole note: its title is the first heading. */
export function noteToMarkdown(title: Text, doc: Node): string {
  const words = title.toString().trim();
  const { schema } = doc.type;
  const heading = schema.nodes.heading?.create({ level: 1 }, words ? schema.text(words) : null);
  return `${toMarkdown(heading && words ? Fragment.from(heading).append(doc.content) : doc.content)}\n`;
}
