/** Who added and deleted what between two revisions of a note, and which letters are copies of which. */
import type { ClockRange } from '../../documents/archive.ts';
import { effectsBetween, type Life, snapshotAt } from '../../documents/life.ts';
import type { EffectRow } from '../../documents/segment.ts';
import { type Carried, carriedBy } from './carried.ts';
import { RangeMap } from './ranges.ts';
import { View } from './view.ts';

/** The edits of Yjs that a letter or a block is: `client` and `clock`. */
export interface Id {
  client: number;
  clock: number;
}

export class Authorship {
  /** At the earlier revision, and at the later one. */
  readonly before: View;
  readonly after: View;
  readonly #inserted = new RangeMap<EffectRow>();
  readonly #deleted = new RangeMap<EffectRow>();
  readonly #origins = new RangeMap<Carried>();
  /** What was there before, and is there still as a copy. */
  readonly #copied = new RangeMap<true>();
  /** Copies of what was there before, that are there at the later revision: runs of them with where each run comes from. */
  readonly #copies: { of: Id; range: ClockRange }[] = [];

  /**
   * @param known of updates of which it is known what they copied, by seq: restores
   * @param isExact nothing is taken for a copy
   */
  constructor(
    life: Life,
    since: number,
    seq: number,
    known: ReadonlyMap<number, readonly Carried[]>,
    isExact = false,
  ) {
    this.before = new View(snapshotAt(life, since));
    this.after = new View(snapshotAt(life, seq));
    const all: Carried[] = [];
    for (const { seq: at, row, effect } of effectsBetween(life.rows, since, seq)) {
      for (const range of effect.inserted) this.#inserted.add(range, row);
      for (const range of effect.deleted) this.#deleted.add(range, row);
      if (isExact) continue;
      for (const carried of known.get(at) ?? carriedBy(life.archive, effect)) {
        this.#origins.add({ ...carried.to, length: carried.length }, carried);
        all.push(carried);
      }
    }
    for (const carried of all) this.#noteCopies(carried);
  }

  /** Who added it; undefined when it was there before. */
  insertion({ client, clock }: Id): { row: EffectRow | undefined; end: number } {
    const { fact, end } = this.#inserted.at(client, clock);
    return { row: fact, end };
  }

  deletion({ client, clock }: Id): { row: EffectRow | undefined; end: number } {
    const { fact, end } = this.#deleted.at(client, clock);
    return { row: fact, end };
  }

  /** Whether there is a copy of it at the later revision. */
  isCopied({ client, clock }: Id): { fact: boolean; end: number } {
    const { fact, end } = this.#copied.at(client, clock);
    return { fact: fact ?? false, end };
  }

  /**
   * What a letter is a copy of, as far back as it goes between the revisions: one that was there before, where there is.
   * @returns itself where it is none; and up to which clock the letters behind it are copies in a row
   */
  origin({ client, clock }: Id): { id: Id; end: number } {
    let id = { client, clock };
    let length = Number.POSITIVE_INFINITY;
    // A copy is younger than what it is a copy of: this ends.
    for (;;) {
      if (this.before.has(id.client, id.clock)) {
        length = Math.min(length, this.before.at(id.client, id.clock).end - id.clock);
        break;
      }
      const { fact, end } = this.#origins.at(id.client, id.clock);
      length = Math.min(length, end - id.clock);
      if (!fact) break;
      id = { client: fact.from.client, clock: fact.from.clock + id.clock - fact.to.clock };
    }
    return { id, end: clock + length };
  }

  /** Letters that are copies of such. */
  copiesOf(isSuch: (id: Id) => boolean): ClockRange[] {
    return this.#copies.filter(({ of }) => isSuch(of)).map(({ range }) => range);
  }

  #noteCopies({ to, length }: Carried): void {
    const { client } = to;
    const end = to.clock + length;
    for (let clock = to.clock; clock < end; ) {
      const there = this.after.at(client, clock);
      const origin = this.origin({ client, clock });
      const next = Math.min(end, there.end, origin.end);
      if (there.has && this.before.has(origin.id.client, origin.id.clock)) {
        const length = next - clock;
        this.#copied.add({ ...origin.id, length }, true);
        this.#copies.push({ of: origin.id, range: { client, clock, length } });
      }
      clock = next;
    }
  }
}
