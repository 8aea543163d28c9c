/**
 * When each step of a history that is played is due. Time there is time at the keyboard with its pauses cut short; a
 * second of the person who looks is `speed` seconds of it. Knows no clock: it is told how much time went by.
 */

/** Of a night between two letters, this is seen. */
const gap_ms_max = 1_000;
/** Steps that were all saved in one moment (a paste, an import) are seen to follow each other. */
const gap_ms_min = 4;
/** A page that was away, or a frame that took long, does not make up for it: that would take longer still. */
const elapsed_ms_max = 250;

export interface TimedStep {
  /** ms since 1970 */
  at_ms: number;
}

export class Schedule<Step extends TimedStep> {
  #steps: Step[] = [];
  #next = 0;
  #last_at_ms: number | null = null;
  #credit_ms = 0;

  /** How many were added and are not due yet. */
  get length(): number {
    return this.#steps.length - this.#next;
  }

  add(steps: readonly Step[]): void {
    this.#steps = [...this.#steps.slice(this.#next), ...steps];
    this.#next = 0;
  }

  /** @returns the steps that have become due, in their order */
  advance(elapsed_ms: number, speed: number): Step[] {
    this.#credit_ms += Math.min(elapsed_ms, elapsed_ms_max) * speed;
    const due: Step[] = [];
    for (;;) {
      const step = this.#steps[this.#next];
      if (!step) {
        // What is to come is still on its way: waiting for it is no time that was played.
        this.#credit_ms = 0;
        return due;
      }
      const wait_ms = this.#waitBefore(step);
      if (this.#credit_ms < wait_ms) return due;
      this.#credit_ms -= wait_ms;
      this.#last_at_ms = step.at_ms;
      this.#next++;
      due.push(step);
    }
  }

  #waitBefore({ at_ms }: Step): number {
    if (this.#last_at_ms === null) return gap_ms_min;
    return Math.min(Math.max(at_ms - this.#last_at_ms, gap_ms_min), gap_ms_max);
  }
}
