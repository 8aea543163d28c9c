/**
 * Which of a note's updates this instance holds: all up to `seq`, and ranges ahead of it that came before their time
 * (an own commit, while the one before it is still on its way here from another instance).
 */
export class Cursor {
  #seq: number;
  #ahead: { first: number; last: number }[] = [];

  constructor(seq: number) {
    this.#seq = seq;
  }

  get seq(): number {
    return this.#seq;
  }

  get hasGap(): boolean {
    return this.#ahead.length > 0;
  }

  /** The updates from `first` to `last` are in memory now; they may be known already. */
  add(first: number, last: number): void {
    if (first <= this.#seq + 1) this.#seq = Math.max(this.#seq, last);
    else this.#ahead.push({ first, last });
    this.#close();
  }

  /** Everything up to `seq` has been read from the log. */
  advance(seq: number): void {
    this.#seq = Math.max(this.#seq, seq);
    this.#close();
  }

  #close(): void {
    if (this.#ahead.length === 0) return;
    this.#ahead.sort((a, b) => a.first - b.first);
    let next = this.#ahead[0];
    while (next && next.first <= this.#seq + 1) {
      this.#seq = Math.max(this.#seq, next.last);
      this.#ahead.shift();
      next = this.#ahead[0];
    }
  }
}
