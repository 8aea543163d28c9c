/**
 * The note's copy in this browser (y-indexeddb), and when it is really on the disk.
 *
 * y-indexeddb writes each update in a transaction of its own and tells nobody when it is done. IndexedDB runs write
 * transactions on one store in the order they were asked for, so a later one on the same store that completes proves
 * the earlier ones complete: that is `#confirm`, at most one at a time. The same transaction keeps the number of
 * changes that the server has not confirmed, so that the next visit knows of them.
 */
import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';

export type LocalState = 'written' | 'writing' | 'failed';

const waiting_key = 'scriptorium:waiting';

export class Replica {
  local: LocalState = 'written';
  /** Changes that waited when this copy was last written; known once `loaded`. */
  waitedBefore = 0;
  /** Never rejects: without storage the note still opens, from the server. */
  readonly loaded: Promise<void>;
  readonly #persistence: IndexeddbPersistence;
  readonly #onChange: () => void;
  readonly #doc: Y.Doc;
  /** `#latest` is what is known now, `#waiting` what is or will be in the copy. */
  #latest = 0;
  #waiting = 0;
  #isConfirming = false;
  #isAgain = false;
  #isClosed = false;

  constructor(name: string, doc: Y.Doc, onChange: () => void) {
    this.#doc = doc;
    this.#onChange = onChange;
    this.#persistence = new IndexeddbPersistence(name, doc);
    this.loaded = this.#load();
    doc.on('update', this.#onUpdate);
  }

  /** The origin of the updates that come out of the copy. */
  get source(): unknown {
    return this.#persistence;
  }

  /** The number to remember with the copy. Written with the next confirmation. */
  keepWaiting(count: number): void {
    void this.loaded.then(() => {
      if (count !== this.#latest || count === this.#waiting) return;
      this.#waiting = count;
      this.#confirm();
    });
    this.#latest = count;
  }

  /** What is being written is finished first. */
  async destroy(): Promise<void> {
    this.#isClosed = true;
    this.#doc.off('update', this.#onUpdate);
    try {
      await this.#persistence.destroy();
    } catch {
      // It never opened: nothing to close. `local` has said so.
    }
  }

  async #load(): Promise<void> {
    try {
      // `whenSynced` stays pending for ever when the database cannot be opened; `_db` is what rejects then.
      await this.#persistence._db;
      await this.#persistence.whenSynced;
      const waited: unknown = await this.#persistence.get(waiting_key);
      this.waitedBefore = typeof waited === 'number' ? waited : 0;
      this.#waiting = this.waitedBefore;
    } catch {
      this.#setLocal('failed');
    }
  }

  readonly #onUpdate = (_update: Uint8Array, origin: unknown) => {
    if (origin === this.#persistence || this.local === 'failed') return;
    this.#setLocal('writing');
    this.#confirm();
  };

  #confirm(): void {
    if (this.#isClosed || this.local === 'failed') return;
    if (this.#isConfirming) {
      this.#isAgain = true;
      return;
    }
    this.#isConfirming = true;
    void this.#write().then(
      () => this.#confirmed(),
      () => this.#setLocal('failed'),
    );
  }

  #confirmed(): void {
    this.#isConfirming = false;
    const isAgain = this.#isAgain;
    this.#isAgain = false;
    if (isAgain) this.#confirm();
    else this.#setLocal('written');
  }

  async #write(): Promise<void> {
    await this.loaded;
    const { db } = this.#persistence;
    if (!db) throw new Error('This browser refuses to store data for this site');
    await new Promise<void>((resolve, reject) => {
      const transaction = db.transaction(['updates', 'custom'], 'readwrite');
      transaction.objectStore('custom').put(this.#waiting, waiting_key);
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
  }

  #setLocal(state: LocalState): void {
    if (this.local === state) return;
    this.local = state;
    this.#onChange();
  }
}
