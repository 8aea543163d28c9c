/** A token bucket: `per_second` refills it, `burst` is what it holds. */
export class FrameBudget {
  readonly #per_second: number;
  readonly #burst: number;
  #left: number;
  #at: number;

  constructor(per_second: number, burst: number, now_ms = performance.now()) {
    this.#per_second = per_second;
    this.#burst = burst;
    this.#left = burst;
    this.#at = now_ms;
  }

  /** @returns false when there is not enough left; nothing is taken then */
  take(cost: number, now_ms = performance.now()): boolean {
    const refill = ((now_ms - this.#at) / 1000) * this.#per_second;
    this.#left = Math.min(this.#burst, this.#left + refill);
    this.#at = now_ms;
    if (this.#left < cost) return false;
    this.#left -= cost;
    return true;
  }
}
