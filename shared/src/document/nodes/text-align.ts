import { Extension } from '@tiptap/core';
import { oneOf, safeAttribute } from '../safe-values.ts';

export const alignments = ['left', 'center', 'right', 'justify'] as const;

const readAlignment = oneOf(alignments);

/** `textAlign` on paragraphs and headings; none is the start of the line in the reader's language. */
export const TextAlign = Extension.create({
  name: 'textAlign',
  addGlobalAttributes: () => [
    {
      types: ['paragraph', 'heading'],
      attributes: {
        textAlign: {
          ...safeAttribute({ name: 'textAlign', html: 'data-align', fallback: null, read: readAlignment }),
          parseHTML: (element) =>
            readAlignment(element.getAttribute('data-align') ?? element.style.textAlign) ?? null,
        },
      },
    },
  ],
});
