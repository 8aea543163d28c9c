/** What was started is ended, the latest first, whatever happens: at the end, after an error, and on Ctrl-C. */
export class Cleanup {
  readonly #ends: (() => Promise<unknown>)[] = [];

  defer(end: () => Promise<unknown>): void {
    this.#ends.push(end);
  }

  async run(): Promise<void> {
    for (let end = this.#ends.pop(); end; end = this.#ends.pop()) {
      await end().catch((error: unknown) => console.error('while cleaning up:', error));
    }
  }
}
