/**
 * One tab of an account works for all: it runs the queue, sends what waits, fetches ahead. The browser's lock decides
 * which, and passes it on when that tab closes or dies. Where there are no locks each tab does the work: twice is
 * wasteful, and harmless.
 */
export type Job = (signal: AbortSignal) => Promise<void>;
export type Locks = Pick<LockManager, 'request'>;

export class Leadership {
  readonly #jobs = new Set<Job>();
  readonly #signal: AbortSignal;
  #isLeading = false;

  /** Stands for election until `signal` ends it. */
  constructor(name: string, locks: Locks | undefined, signal: AbortSignal) {
    this.#signal = signal;
    if (!locks) {
      this.#lead();
      return;
    }
    const ended = () => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    locks
      .request(name, { signal }, () => {
        this.#lead();
        return signal.aborted ? undefined : ended();
      })
      .catch(() => {
        // Called off while it waited: there is nothing to lead any more. Anything else is a browser without locks.
        if (!signal.aborted) this.#lead();
      });
  }

  get isLeading(): boolean {
    return this.#isLeading && !this.#signal.aborted;
  }

  /** Runs while this tab leads. A job ends when its signal does. */
  add(job: Job): void {
    this.#jobs.add(job);
    if (this.#isLeading) void job(this.#signal);
  }

  #lead(): void {
    if (this.#signal.aborted) return;
    this.#isLeading = true;
    for (const job of this.#jobs) void job(this.#signal);
  }
}
