/** Somebody mentioned, another note linked. A note's title is the present one where this device knows it. */
import { readLabel, readPersonId } from '@scriptorium/shared/document/nodes/references.ts';
import { readUuid } from '@scriptorium/shared/document/safe-values.ts';
import type { NodeViewConstructor } from '@tiptap/pm/view';
import { t } from '../../../lib/i18n/i18n.ts';
import { titleParts } from '../../../lib/note-title.ts';
import type { Surroundings } from '../surroundings.ts';
import { make, makeIcon } from './dom.ts';

export function mentionView(ownId: string): NodeViewConstructor {
  return (node) => {
    const id = readPersonId(node.attrs.id);
    const dom = make('span', { 'data-type': 'mention' }, `@${readLabel(node.attrs.label) ?? ''}`);
    if (id === ownId) dom.dataset.own = 'true';
    return { dom, ignoreMutation: () => true };
  };
}

export function noteLinkView(surroundings: Surroundings): NodeViewConstructor {
  return (node) => {
    const id = readUuid(node.attrs.id);
    const words = make('span');
    const dom = make('a', { 'data-type': 'noteLink' }, makeIcon('note'), words);
    if (id) dom.href = `/notes/${id}`;
    const show = () => {
      const title = (id && surroundings.titleOf(id)) || readLabel(node.attrs.label) || '';
      words.textContent = titleParts(title).text || t('blocks.untitledNote');
    };
    // In a new tab with ⌘ or Ctrl, as any link.
    dom.addEventListener('click', (event) => {
      event.stopPropagation();
      if (!id || event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      surroundings.openNote(id);
    });
    show();
    const stop = surroundings.onTitles(show);
    return { dom, ignoreMutation: () => true, destroy: stop };
  };
}
