/** Text and its ground in a colour of the list (`safe-values.ts`): names, which each theme draws in its own way. */
import { Mark } from '@tiptap/core';
import { color_names, oneOf, safeAttribute } from '../safe-values.ts';

export const readColor = oneOf(color_names);

export const TextColor = Mark.create({
  name: 'textColor',
  addAttributes: () => ({
    color: safeAttribute({ name: 'color', html: 'data-text-color', fallback: 'gray', read: readColor }),
  }),
  parseHTML: () => [{ tag: 'span[data-text-color]' }],
  renderHTML: ({ HTMLAttributes }) => ['span', HTMLAttributes, 0],
});

export const Highlight = Mark.create({
  name: 'highlight',
  addAttributes: () => ({
    color: safeAttribute({ name: 'color', html: 'data-highlight', fallback: 'yellow', read: readColor }),
  }),
  parseHTML: () => [{ tag: 'mark' }],
  renderHTML: ({ HTMLAttributes }) => ['mark', HTMLAttributes, 0],
});
