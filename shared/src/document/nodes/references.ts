/**
 * Somebody, or another note, named in the text. The label is what it was called when it was written: shown where the
 * present name is not known.
 */
import { Node } from '@tiptap/core';
import { readUuid, safeAttribute, textLike, textOf } from '../safe-values.ts';

const label_length_max = 300;

export const readLabel = textOf(label_length_max);
/** Accounts have ids of their own kind. */
export const readPersonId = textLike(/^[\w-]{1,64}$/);

const label = () => safeAttribute({ name: 'label', html: 'data-label', fallback: '', read: readLabel });

export const Mention = Node.create({
  name: 'mention',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({
    id: safeAttribute({ name: 'id', html: 'data-id', fallback: null, read: readPersonId }),
    label: label(),
  }),
  parseHTML: () => [{ tag: 'span[data-type="mention"]' }],
  renderHTML: ({ node, HTMLAttributes }) => [
    'span',
    { ...HTMLAttributes, 'data-type': 'mention' },
    `@${readLabel(node.attrs.label) ?? ''}`,
  ],
  renderText: ({ node }) => `@${readLabel(node.attrs.label) ?? ''}`,
});

export const NoteLink = Node.create({
  name: 'noteLink',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({
    id: safeAttribute({ name: 'id', html: 'data-id', fallback: null, read: readUuid }),
    label: label(),
  }),
  // Before the rule for links: it has an address too.
  parseHTML: () => [{ tag: 'a[data-type="noteLink"]', priority: 60 }],
  renderHTML: ({ node, HTMLAttributes }) => {
    const id = readUuid(node.attrs.id);
    const address = id ? { href: `/notes/${id}` } : {};
    return [
      'a',
      { ...HTMLAttributes, ...address, 'data-type': 'noteLink' },
      readLabel(node.attrs.label) ?? '',
    ];
  },
  renderText: ({ node }) => readLabel(node.attrs.label) ?? '',
});
