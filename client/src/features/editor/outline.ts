import type { Node } from '@tiptap/pm/model';

export interface OutlineEntry {
  level: number;
  text: string;
  /** Where the heading begins. */
  position: number;
}

/** The note's headings, in order, also those in callouts and the like. */
export function outlineOf(doc: Node): OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  doc.descendants((node, position) => {
    if (node.type.name === 'heading') {
      entries.push({ level: Number(node.attrs.level), text: node.textContent, position });
    }
    return !node.isTextblock;
  });
  return entries;
}
