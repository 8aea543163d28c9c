import { Node } from '@tiptap/core';

/**
 * Stands in the view for what this version cannot show: a block of a newer one, or rubbish that some client wrote. It
 * is never written: the element it stands for stays in the document as it is (`read-body.ts`).
 */
export const UnknownBlock = Node.create({
  name: 'unknownBlock',
  group: 'block',
  atom: true,
  selectable: false,
  renderHTML: () => ['div', { 'data-type': 'unknownBlock' }],
});

export const UnknownInline = Node.create({
  name: 'unknownInline',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: false,
  renderHTML: () => ['span', { 'data-type': 'unknownInline' }],
});
