import { Node } from '@tiptap/core';

/** Where the note's headings are listed. The list itself is made by whoever shows the note. */
export const TableOfContents = Node.create({
  name: 'tableOfContents',
  group: 'block',
  atom: true,
  draggable: true,
  parseHTML: () => [{ tag: 'div[data-type="tableOfContents"]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', { ...HTMLAttributes, 'data-type': 'tableOfContents' }],
});
