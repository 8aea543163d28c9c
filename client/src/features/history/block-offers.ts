/** What can be had back of a block that somebody points at. */
import type { Change, ChangedNode, NoteChanges } from '@scriptorium/shared/api/history.ts';
import type { MessageId } from '../../lib/i18n/i18n.ts';
import { isChanged } from './changed-blocks.ts';
import type { Pointed } from './use-pointed.ts';

/** A block as it was at a revision. */
export interface BlockOffer {
  words: MessageId;
  seq: number;
  id: string;
}

export function offersFor(
  { block: id }: Pick<Pointed, 'block'>,
  { seq, since, body, changes }: Pick<NoteChanges, 'seq' | 'since' | 'body' | 'changes'>,
  head_seq: number,
): BlockOffer[] {
  const block = id === undefined ? undefined : findBlock(body, id);
  if (id === undefined || !block) return [];
  const kind = block.change === undefined ? null : changes[block.change]?.kind;
  if (kind === 'deleted') return [{ words: 'history.bringBack', seq: since, id }];
  const offers: BlockOffer[] = [];
  // At the head it is as it is.
  if (seq < head_seq) offers.push({ words: 'history.restoreBlock', seq, id });
  const isOld = kind !== 'inserted' || block.instead_of !== undefined;
  if (isOld && since > 0 && isChanged(block)) {
    offers.push({ words: 'history.blockBefore', seq: since, id: block.instead_of ?? id });
  }
  return offers;
}

/** Of what a block was before. */
export function kindWordsOf(was: Change['was'] | undefined): MessageId | null {
  if (!was) return null;
  if (was.type === 'heading') return headings[Number(was.attrs.level) - 1] ?? null;
  return kinds[was.type] ?? null;
}

const headings: MessageId[] = [
  'blocks.kind.heading1',
  'blocks.kind.heading2',
  'blocks.kind.heading3',
  'blocks.kind.heading4',
];
const kinds: Partial<Record<string, MessageId>> = {
  paragraph: 'blocks.kind.paragraph',
  bulletList: 'blocks.kind.bulletList',
  orderedList: 'blocks.kind.orderedList',
  taskList: 'blocks.kind.taskList',
  details: 'blocks.kind.details',
  blockquote: 'blocks.kind.blockquote',
  callout: 'blocks.kind.callout',
  codeBlock: 'blocks.kind.codeBlock',
};

function findBlock(nodes: readonly ChangedNode[], id: string): ChangedNode | undefined {
  for (const node of nodes) {
    const found = node.id === id ? node : findBlock(node.content ?? [], id);
    if (found) return found;
  }
  return undefined;
}
