import { z } from 'zod';
import * as Y from 'yjs';

const links_max = 1_000;

/** @returns the notes that `noteLink` elements lead to, each once, without the note itself; at most a thousand */
export function findNoteLinks(body: Y.XmlFragment, note_id: string): string[] {
  const found = new Set<string>();
  const left: Y.XmlFragment[] = [body];
  for (let type = left.pop(); type && found.size < links_max; type = left.pop()) {
    for (const child of type.toArray()) {
      if (!(child instanceof Y.XmlElement)) continue;
      if (child.nodeName === 'noteLink') addLink(found, child.getAttribute('id'));
      else left.push(child);
    }
  }
  found.delete(note_id);
  return [...found].slice(0, links_max);
}

function addLink(found: Set<string>, id: unknown): void {
  const parsed = z.uuid().safeParse(id);
  if (parsed.success) found.add(parsed.data.toLowerCase());
}

/** Whether links may have come or gone: typing changes texts only. */
export function hasChangedElements(changed: Y.Transaction['changed']): boolean {
  for (const type of changed.keys()) if (type instanceof Y.XmlFragment) return true;
  return false;
}
