import { takeBack } from './commands.ts';

/**
 * What a restore did to a note, to be taken back and done again, however often and fast: one waits for the other. What
 * others typed since stays.
 */
export class RestoredUpdates {
  readonly noteId: string;
  /** What somebody last asked for; it may be on its way. */
  isTakenBack = false;
  #isReached = false;
  #seqs: number[];
  #last: Promise<void> = Promise.resolve();

  /** @param seqs of the updates that did it, in their order */
  constructor(noteId: string, seqs: number[]) {
    this.noteId = noteId;
    this.#seqs = seqs;
  }

  takeBack(): Promise<void> {
    return this.#want(true);
  }

  doAgain(): Promise<void> {
    return this.#want(false);
  }

  #want(isTakenBack: boolean): Promise<void> {
    this.isTakenBack = isTakenBack;
    const turn = this.#last.then(() => this.#reach(isTakenBack));
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** To take back what took it back is to do it again. */
  async #reach(isTakenBack: boolean): Promise<void> {
    if (this.#isReached === isTakenBack) return;
    try {
      const reverts: number[] = [];
      for (const seq of this.#seqs.toReversed()) {
        const { seq: by } = await takeBack(this.noteId, seq);
        if (by !== null) reverts.push(by);
      }
      this.#seqs = reverts;
      this.#isReached = isTakenBack;
    } catch (error) {
      this.isTakenBack = this.#isReached;
      throw error;
    }
  }
}
