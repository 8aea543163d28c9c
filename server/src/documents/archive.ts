/**
 * All that was ever written in a note: a document without garbage collection, and for each update what it did.
 *
 * The state after any update is then a *snapshot* of the document: up to which clock each client's edits are in, and
 * which of them are deleted. Both are sums over what the updates did, so no update has to be applied again, and the
 * updates themselves need not be kept: what they brought is in the document, once.
 *
 * A note is written and deleted in for years, so an archive that has become large is left as it is, and the next one
 * begins with what the note is by then. So compaction and whoever looks back handle one of bounded size.
 *
 * Measured on the automerge-paper note (259,778 updates, 6.3 MB): see `history` in load-tests/RESULTS.md.
 */
import * as Y from 'yjs';

/** `length` edits of a Yjs client from `clock` on. */
export interface ClockRange {
  client: number;
  clock: number;
  length: number;
}

/** What one update did to the note that it came to: what it brought twice, or what was deleted already, is not in it. */
export interface Effect {
  inserted: ClockRange[];
  deleted: ClockRange[];
  /** Characters of text, of the title too: those that came and stayed, and those that went. */
  added: number;
  removed: number;
}

export function emptyArchive(): Y.Doc {
  return new Y.Doc({ gc: false });
}

/** Applies an update, and tells what it did. */
export function recordUpdate(archive: Y.Doc, update: Uint8Array): Effect {
  const effect: Effect = { inserted: [], deleted: [], added: 0, removed: 0 };
  const read = (transaction: Y.Transaction) => readTransaction(transaction, effect);
  archive.on('afterTransaction', read);
  try {
    Y.applyUpdate(archive, update);
  } finally {
    archive.off('afterTransaction', read);
  }
  return effect;
}

function readTransaction(transaction: Y.Transaction, effect: Effect): void {
  const { beforeState, afterState, deleteSet, doc } = transaction;
  for (const [client, end] of afterState) {
    const clock = beforeState.get(client) ?? 0;
    if (end === clock) continue;
    effect.inserted.push({ client, clock, length: end - clock });
    effect.added += textFrom(doc, client, clock);
  }
  for (const [client, items] of deleteSet.clients) {
    for (const { clock, len } of items) effect.deleted.push({ client, clock, length: len });
  }
  Y.iterateDeletedStructs(transaction, deleteSet, (struct) => {
    const wasThere = struct.id.clock < (beforeState.get(struct.id.client) ?? 0);
    if (wasThere) effect.removed += textOf(struct);
  });
}

function textFrom(doc: Y.Doc, client: number, clock: number): number {
  const structs = doc.store.clients.get(client) ?? [];
  let length = 0;
  for (let index = Y.findIndexSS(structs, clock); index < structs.length; index++) {
    const struct = structs[index] as Y.Item | Y.GC;
    if (!struct.deleted) length += textOf(struct);
  }
  return length;
}

function textOf(struct: Y.Item | Y.GC): number {
  return struct instanceof Y.Item && struct.content instanceof Y.ContentString ? struct.length : 0;
}

/** Sums up what updates did, in their order. */
export class SnapshotSum {
  readonly #vector: Map<number, number>;
  readonly #deleted: Y.Snapshot['ds'];

  /** @param begins what there was before; null: nothing */
  constructor(begins: Y.Snapshot | null = null) {
    this.#vector = new Map(begins?.sv);
    this.#deleted = Y.mergeDeleteSets(begins ? [begins.ds] : []);
  }

  add({ inserted, deleted }: Effect): void {
    // Of a thinned sitting, the effects do not come in the order of the clocks.
    for (const { client, clock, length } of inserted) {
      this.#vector.set(client, Math.max(this.#vector.get(client) ?? 0, clock + length));
    }
    for (const { client, clock, length } of deleted) {
      const ranges = this.#deleted.clients.get(client);
      const range = { clock, len: length };
      if (ranges) ranges.push(range as (typeof ranges)[number]);
      else this.#deleted.clients.set(client, [range as never]);
    }
  }

  snapshot(): Y.Snapshot {
    return Y.createSnapshot(Y.mergeDeleteSets([this.#deleted]), new Map(this.#vector));
  }
}
