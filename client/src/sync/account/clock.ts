/** Time, so that tests run an hour in a second. */
export interface Clock {
  now(): number;
  /** @returns what calls it off */
  after(wait_ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(wait_ms, run) {
    const timer = setTimeout(run, wait_ms);
    return () => clearTimeout(timer);
  },
};
