/** What was started is ended, the latest first, whatever happens: at the end, after an error, and on Ctrl-C. */
export class Cleanup {
  readonly #ends: (() => Promise<unknown>)[] = [];
  #running: Promise<void> | null = null;

  defer(end: () => Promise<unknown>): void {
    this.#ends.push(end);
  }

  /** Whoever calls while it runs (Ctrl-C, and the scenario that fails because of it) waits for the same end. */
  run(): Promise<void> {
    this.#running ??= this.#endAll().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #endAll(): Promise<void> {
    for (let end = this.#ends.pop(); end; end = this.#ends.pop()) {
      await end().catch((error: unknown) => console.error('while cleaning up:', error));
    }
  }
}
