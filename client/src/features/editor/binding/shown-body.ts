/** What a view shows of a shared document, brought up to date at the cost of what changed. */
import type { NodeMapping } from '@scriptorium/shared/document/read-body.ts';
import { Fragment, type Node, Slice } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import * as Y from 'yjs';

/** Only the run of blocks that are not the same objects as before. */
export function replaceBlocks(transaction: Transaction, blocks: Node[]): Transaction {
  const { doc } = transaction;
  const shared = Math.min(doc.childCount, blocks.length);
  let head = 0;
  let from = 0;
  while (head < shared && doc.child(head) === blocks[head]) from += doc.child(head++).nodeSize;
  let tail = 0;
  let to = doc.content.size;
  while (tail < shared - head && doc.child(doc.childCount - 1 - tail) === blocks.at(-1 - tail)) {
    to -= doc.child(doc.childCount - 1 - tail++).nodeSize;
  }
  const changed = blocks.slice(head, blocks.length - tail);
  if (from === to && changed.length === 0) return transaction;
  return transaction.replace(from, to, new Slice(Fragment.from(changed), 0, 0));
}

/** What has to be read anew, after a transaction of the shared document. */
export function forgetChanged(mapping: NodeMapping, transaction: Y.Transaction): void {
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (struct instanceof Y.Item && struct.content instanceof Y.ContentType)
      mapping.delete(struct.content.type);
  });
  for (const type of transaction.changed.keys()) mapping.delete(type);
  for (const type of transaction.changedParentTypes.keys()) mapping.delete(type);
}
