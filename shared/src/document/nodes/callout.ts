import { Node } from '@tiptap/core';
import { oneOf, safeAttribute } from '../safe-values.ts';

export const callout_kinds = ['info', 'tip', 'warning', 'danger'] as const;

export const readCalloutKind = oneOf(callout_kinds);

/** Blocks on a coloured ground, with an icon for what kind of remark it is. */
export const Callout = Node.create({
  name: 'callout',
  group: 'block',
  content: 'block+',
  defining: true,
  addAttributes: () => ({
    kind: safeAttribute({ name: 'kind', html: 'data-kind', fallback: 'info', read: readCalloutKind }),
  }),
  parseHTML: () => [{ tag: 'div[data-type="callout"]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', { ...HTMLAttributes, 'data-type': 'callout' }, 0],
});
