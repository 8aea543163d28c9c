import { takeBack } from './commands.ts';

/** What a restore did to a note, to be taken back and done again, however often. What others typed since stays. */
export class RestoredUpdates {
  isTakenBack = false;
  readonly noteId: string;
  #seqs: number[];

  /** @param seqs of the updates that did it, in their order */
  constructor(noteId: string, seqs: number[]) {
    this.noteId = noteId;
    this.#seqs = seqs;
  }

  async takeBack(): Promise<void> {
    if (!this.isTakenBack) await this.#revert();
  }

  async doAgain(): Promise<void> {
    if (this.isTakenBack) await this.#revert();
  }

  /** To take back what took it back is to do it again. */
  async #revert(): Promise<void> {
    const seqs = this.#seqs.toReversed();
    this.isTakenBack = !this.isTakenBack;
    try {
      const reverts: number[] = [];
      for (const seq of seqs) {
        const { seq: by } = await takeBack(this.noteId, seq);
        if (by !== null) reverts.push(by);
      }
      this.#seqs = reverts;
    } catch (error) {
      this.isTakenBack = !this.isTakenBack;
      throw error;
    }
  }
}
