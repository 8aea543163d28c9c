/**
 * Copying blocks with bytes from note to note: what is copied says which note it is from, and the note it is pasted into
 * gets the file too, under the same id (server/src/attachments/SPEC.md, A6).
 */
import { type DOMOutputSpec, DOMSerializer, type Node, type Schema } from '@tiptap/pm/model';
import { z } from 'zod';
import type { MediaKey } from '../../../sync/media/media.ts';

const note_attribute = 'data-note-id';
const blocks = ['image', 'file'] as const;

export function serializerFor(schema: Schema, noteId: string): DOMSerializer {
  const { nodes, marks } = DOMSerializer.fromSchema(schema);
  const named = blocks.map((name) => [name, withNote(nodes[name], noteId)] as const);
  return new DOMSerializer({ ...nodes, ...Object.fromEntries(named) }, marks);
}

function withNote(toDom: ((node: Node) => DOMOutputSpec) | undefined, noteId: string) {
  return (node: Node): DOMOutputSpec => {
    const spec = toDom?.(node);
    if (!Array.isArray(spec)) return spec ?? ['div'];
    const [tag, attributes, ...rest] = spec;
    return [tag, { ...(attributes as object), [note_attribute]: noteId }, ...rest];
  };
}

/** The files of other notes in what is pasted. It may come from anywhere: only what is an id counts. */
export function filesOfOthers(html: string, noteId: string): MediaKey[] {
  if (!html.includes(note_attribute)) return [];
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const found = [...parsed.querySelectorAll(`[${note_attribute}][data-attachment-id]`)].map((block) => ({
    noteId: block.getAttribute(note_attribute),
    id: block.getAttribute('data-attachment-id'),
  }));
  return found.flatMap((file) => {
    const known = keySchema.safeParse(file);
    return known.success && known.data.noteId !== noteId ? [known.data] : [];
  });
}

const keySchema = z.object({ noteId: z.uuid(), id: z.uuid() });
