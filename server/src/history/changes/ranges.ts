/**
 * Facts about the edits of Yjs clients, told for runs of clocks. A client's edits are its clocks from 0 on; a fact holds
 * for a run of them, so it is found by a binary search and asked for once a run.
 */
import type { ClockRange } from '../../documents/archive.ts';

interface Run<Fact> {
  clock: number;
  end: number;
  fact: Fact;
}

/** Add first, ask then. Runs that overlap have the same fact. */
export class RangeMap<Fact> {
  readonly #runs = new Map<number, Run<Fact>[]>();
  readonly #isUnordered = new Set<number>();

  add({ client, clock, length }: ClockRange, fact: Fact): void {
    const run = { clock, end: clock + length, fact };
    const runs = this.#runs.get(client);
    const last = runs?.at(-1);
    if (!runs || !last) this.#runs.set(client, [run]);
    else if (last.end === clock && last.fact === fact) last.end = run.end;
    else {
      if (clock < last.end) this.#isUnordered.add(client);
      runs.push(run);
    }
  }

  /** @returns the fact about a clock, undefined where there is none, and the clock up to which it is so */
  at(client: number, clock: number): { fact: Fact | undefined; end: number } {
    if (this.#isUnordered.delete(client)) this.#order(client);
    const runs = this.#runs.get(client) ?? [];
    let [low, high] = [0, runs.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((runs[middle] as Run<Fact>).end <= clock) low = middle + 1;
      else high = middle;
    }
    const run = runs[low];
    if (run && run.clock <= clock) return run;
    return { fact: undefined, end: run?.clock ?? Number.POSITIVE_INFINITY };
  }

  #order(client: number): void {
    const runs = this.#runs.get(client) ?? [];
    const ordered: Run<Fact>[] = [];
    for (const run of runs.sort((a, b) => a.clock - b.clock)) {
      const last = ordered.at(-1);
      if (last && last.fact === run.fact && run.clock <= last.end) last.end = Math.max(last.end, run.end);
      else ordered.push(run);
    }
    this.#runs.set(client, ordered);
  }
}
