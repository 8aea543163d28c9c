import type { NodeViewConstructor } from '@tiptap/pm/view';
import { t } from '../../../lib/i18n/i18n.ts';
import { make } from './dom.ts';

export const unknownView: NodeViewConstructor = (node) => {
  const name = node.isInline ? 'span' : 'div';
  const dom = make(name, { 'data-type': 'unknown', contenteditable: 'false' }, t('blocks.unknown'));
  return { dom, ignoreMutation: () => true };
};
