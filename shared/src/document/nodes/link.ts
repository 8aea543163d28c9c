import { Mark } from '@tiptap/core';
import { isSafeAddress, readAddress, safeAttribute } from '../safe-values.ts';

/**
 * A link in the text. An address that is not safe is shown as text without one. What is typed at a link's end is no
 * part of it.
 */
export const Link = Mark.create({
  name: 'link',
  priority: 1_000,
  inclusive: false,
  keepOnSplit: false,
  exitable: true,
  addAttributes: () => ({
    href: safeAttribute({ name: 'href', html: 'href', fallback: null, read: readAddress }),
  }),
  parseHTML: () => [
    { tag: 'a[href]', getAttrs: (element) => (isSafeAddress(element.getAttribute('href')) ? null : false) },
  ],
  renderHTML: ({ HTMLAttributes }) => ['a', { ...HTMLAttributes, rel: 'noopener noreferrer nofollow' }, 0],
});
