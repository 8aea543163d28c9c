import type * as Y from 'yjs';

/** Which edits of the archive are in the note at a revision: those that had come by then, and were not deleted. */
export class View {
  readonly #snapshot: Y.Snapshot;

  constructor(snapshot: Y.Snapshot) {
    this.#snapshot = snapshot;
  }

  has(client: number, clock: number): boolean {
    return this.at(client, clock).has;
  }

  /** @returns with the clock up to which it is so */
  at(client: number, clock: number): { has: boolean; end: number } {
    const count = this.#snapshot.sv.get(client) ?? 0;
    if (clock >= count) return { has: false, end: Number.POSITIVE_INFINITY };
    // In order, and apart from each other.
    const deleted = this.#snapshot.ds.clients.get(client) ?? [];
    let [low, high] = [0, deleted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const range = deleted[middle] as (typeof deleted)[number];
      if (range.clock + range.len <= clock) low = middle + 1;
      else high = middle;
    }
    const next = deleted[low];
    if (next && next.clock <= clock) return { has: false, end: next.clock + next.len };
    return { has: true, end: Math.min(next?.clock ?? count, count) };
  }
}
