/**
 * Whether an update can be applied, before it is (D4). Yjs itself would take what it can of a broken one, and would keep
 * one whose dependencies are missing, with everything that comes after it, at quadratic cost.
 */
import * as Y from 'yjs';

export type UpdateFault = 'malformed' | 'missing_dependency';

/** @returns null when all that the update builds on is in the document or in the update itself */
export function findUpdateFault(doc: Y.Doc, update: Uint8Array): UpdateFault | null {
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    decoded = Y.decodeUpdate(update);
  } catch {
    return 'malformed';
  }
  const clocks = new Clocks(doc);
  for (const struct of decoded.structs) {
    if (struct instanceof Y.Skip) continue;
    if (!clocks.extend(struct.id.client, struct.id.clock, struct.length)) return 'missing_dependency';
  }
  for (const struct of decoded.structs) {
    if (!(struct instanceof Y.Item)) continue;
    // `parent` is the id of an item here, or the name of a root type.
    for (const id of [struct.origin, struct.rightOrigin, struct.parent]) {
      if (id instanceof Y.ID && !clocks.has(id.client, id.clock)) return 'missing_dependency';
    }
  }
  for (const [client, ranges] of decoded.ds.clients) {
    for (const { clock, len } of ranges) {
      if (!clocks.has(client, clock + len - 1)) return 'missing_dependency';
    }
  }
  return null;
}

/** How much of each client's edits there is: in the document, and in the update on top of it. */
class Clocks {
  readonly #doc: Y.Doc;
  readonly #ends = new Map<number, number>();

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  /** @returns false at a gap */
  extend(client: number, clock: number, length: number): boolean {
    const end = this.#end(client);
    if (clock > end) return false;
    if (clock + length > end) this.#ends.set(client, clock + length);
    return true;
  }

  has(client: number, clock: number): boolean {
    return clock < this.#end(client);
  }

  #end(client: number): number {
    return this.#ends.get(client) ?? Y.getState(this.#doc.store, client);
  }
}

/** Forgets what Yjs keeps because it cannot be applied. @returns whether there was any */
export function dropPending(doc: Y.Doc): boolean {
  const { store } = doc;
  if (store.pendingStructs === null && store.pendingDs === null) return false;
  store.pendingStructs = null;
  store.pendingDs = null;
  return true;
}
