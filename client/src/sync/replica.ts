/**
 * The note's copy in this browser, and when it is really on the disk. The layout is y-indexeddb's, so that copies which
 * it made are read; its code is not used, for three reasons: it tells nobody when a write is done, it writes the whole
 * note again with each opening, and a tab that is closed while it compacts deletes what another tab wrote meanwhile.
 *
 *   updates   one row an update, or several merged into one; keys only grow
 *   custom    by name: how many changes wait for the server, when they were typed, and what others keep beside the copy
 *             (`keep`)
 *
 * One write is in flight at a time; what comes meanwhile goes with the next. Tabs write to the same copy, so:
 *
 *   - compaction reads whatever other tabs wrote in the transaction that replaces it, and replaces only what it read;
 *   - "nothing waits" is written only by a tab that knows every row: otherwise a tab that is in step would call off what
 *     another one could not send. The rows that it did not know become its own, and so are sent.
 */
import * as Y from 'yjs';
import { answerOf, committed, openDatabase } from './database.ts';
import type { LocalState } from './sync-machine.ts';

export interface ReplicaOptions {
  name: string;
  doc: Y.Doc;
  indexedDB: IDBFactory;
  /** `local` is 'written' or 'failed' now. That it is 'writing' is known to whoever changes something. */
  onChange: () => void;
  /**
   * Called before the copy is written with so many changes waiting. The copy is not called written before it resolves,
   * so whoever sends what waits in closed notes knows of it first.
   */
  beforeWaiting?: (count: number) => Promise<void>;
  /** Called when the copy says that nothing waits. */
  afterWaiting?: () => void;
}

/** When changes that wait were typed, by this device's clock: milliseconds since 1970. */
export interface Typed {
  from: number;
  to: number;
  /** Whether some of it was typed without a connection. */
  isCutOff: boolean;
}

const stores = { updates: { autoIncrement: true }, custom: {} };
const waiting_key = 'scriptorium:waiting';
const typed_key = 'scriptorium:typed';
/** y-indexeddb's own number. Loading 500 small updates costs a few milliseconds. */
const rows_max = 500;
const calm_ms = 1_000;

export class Replica {
  local: LocalState = 'written';
  isLoaded = false;
  /** Changes that waited when this copy was last written; known once `loaded`. */
  waitedBefore = 0;
  /** Of what waits; in the copy with the change itself, and until nothing waits (H1). */
  typed: Typed | undefined;
  /** Never rejects: without storage the note still opens, from the server. */
  readonly loaded: Promise<void>;
  readonly #doc: Y.Doc;
  readonly #options: ReplicaOptions;
  readonly #database: Promise<IDBDatabase>;
  /** What is to be written: updates in their order, and values by name. */
  #updates: Uint8Array[] = [];
  readonly #values = new Map<string, unknown>();
  #writing: Promise<void> | null = null;
  #compacting: ReturnType<typeof setTimeout> | undefined;
  /** Every row up to `#seen` is in the document, and of the later ones those of this tab. */
  #seen = 0;
  readonly #own = new Set<number>();
  #rows = 0;
  /** What the copy says that waits, or will say after the next write. */
  #waiting = 0;
  #isClosed = false;

  constructor(options: ReplicaOptions) {
    this.#doc = options.doc;
    this.#options = options;
    this.#database = openDatabase(options.indexedDB, options.name, stores);
    this.loaded = this.#load();
    this.#doc.on('update', this.#onUpdate);
  }

  /** What is about to be counted as waiting, or was in the copy, was typed then. */
  addTyped(more: Typed): void {
    const { typed = more } = this;
    this.typed = {
      from: Math.min(typed.from, more.from),
      to: Math.max(typed.to, more.to),
      isCutOff: typed.isCutOff || more.isCutOff,
    };
  }

  /** The number to remember with the copy. */
  keepWaiting(count: number): void {
    if (count === 0) this.typed = undefined;
    if (!this.isLoaded || count === this.#waiting) return;
    this.#waiting = count;
    this.keep(waiting_key, count);
  }

  /** Something to keep beside the copy; `undefined` forgets it. */
  keep(key: string, value: unknown): void {
    this.#queue(() => this.#values.set(key, value));
  }

  async read(key: string): Promise<unknown> {
    if (this.#values.has(key)) return this.#values.get(key);
    const db = await this.#database;
    return answerOf(db.transaction('custom').objectStore('custom').get(key));
  }

  /** Resolves when nothing is to be written, or a write has failed. */
  async written(): Promise<void> {
    await this.loaded;
    while (this.#writing !== null) await this.#writing;
  }

  /** Resolves when all that was changed so far is in the copy. @throws when it cannot be written */
  async flushed(): Promise<void> {
    await this.written();
    if (this.local === 'failed') throw new Error('The copy in this browser could not be written.');
  }

  /** What is being written is finished first. */
  async destroy(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#compacting);
    this.#doc.off('update', this.#onUpdate);
    try {
      await this.written();
      (await this.#database).close();
    } catch {
      // It never opened: nothing to close. `local` has said so.
    }
  }

  async #load(): Promise<void> {
    try {
      const db = await this.#database;
      // Without this, deleting the copy (sign-out, no room left) would wait for every tab that has it open.
      db.onversionchange = () => db.close();
      const transaction = db.transaction(['updates', 'custom']);
      const store = transaction.objectStore('updates');
      const custom = transaction.objectStore('custom');
      const [rows, keys, waited, typed] = await Promise.all([
        answerOf(store.getAll()),
        answerOf(store.getAllKeys()),
        answerOf(custom.get(waiting_key)),
        answerOf(custom.get(typed_key)),
      ]);
      if (typed) this.addTyped(typed as Typed);
      this.#takeIn(rows, keys);
      this.#rows = rows.length;
      this.waitedBefore = typeof waited === 'number' ? waited : 0;
      this.#waiting = this.waitedBefore;
      this.isLoaded = true;
      this.#start();
    } catch {
      this.#setLocal('failed');
    }
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin !== this) this.#queue(() => this.#updates.push(update));
  };

  #queue(add: () => unknown): void {
    // A copy that could not be read is not written to either.
    if (this.#isClosed || (this.local === 'failed' && !this.isLoaded)) return;
    add();
    // After a failed write each new change is another attempt: room may have been made.
    if (this.local === 'written') this.local = 'writing';
    this.#start();
  }

  /** Begins at once, not a moment later: the tab may be closed with the next key. */
  #start(): void {
    if (this.#writing !== null || !this.isLoaded || (this.#updates.length === 0 && this.#values.size === 0))
      return;
    this.#writing = this.#write().then(
      () => this.#written(),
      () => this.#failed(),
    );
  }

  #written(): void {
    this.#writing = null;
    this.#start();
    if (this.#writing === null) this.#setLocal('written');
    if (this.#rows >= rows_max && !this.#isClosed) {
      clearTimeout(this.#compacting);
      this.#compacting = setTimeout(() => this.#compact(), calm_ms);
    }
  }

  #failed(): void {
    this.#writing = null;
    this.#setLocal('failed');
  }

  async #write(): Promise<void> {
    const db = await this.#database;
    // The count of what was just typed is known by now; from here to the transaction nothing else comes in between.
    if (this.#waiting > 0) await this.#options.beforeWaiting?.(this.#waiting);
    const updates = [...this.#updates];
    const values = new Map(this.#values);
    const transaction = db.transaction(['updates', 'custom'], 'readwrite');
    const rows = transaction.objectStore('updates');
    const custom = transaction.objectStore('custom');
    const done = committed(transaction);
    const adding = Promise.all(updates.map((update) => answerOf(rows.add(update))));
    for (const [key, value] of values) {
      if (key === waiting_key && value === 0) continue;
      if (value === undefined) custom.delete(key);
      else custom.put(value, key);
    }
    if (this.typed) custom.put(this.typed, typed_key);
    const isZero = values.get(waiting_key) === 0;
    const mayBeZero = !isZero || (await this.#nothingWaits(rows, custom, adding));
    await done;
    for (const key of await adding) this.#own.add(Number(key));
    this.#rows += updates.length;
    this.#updates = this.#updates.slice(updates.length);
    for (const [key, value] of values) {
      const isWritten = key !== waiting_key || mayBeZero;
      if (isWritten && this.#values.get(key) === value) this.#values.delete(key);
    }
    if (isZero && mayBeZero) this.#options.afterWaiting?.();
  }

  /** In the transaction of the write, so that no tab writes in between. False: there was more than this tab knew. */
  async #nothingWaits(
    rows: IDBObjectStore,
    custom: IDBObjectStore,
    adding: Promise<IDBValidKey[]>,
  ): Promise<boolean> {
    const later = IDBKeyRange.lowerBound(this.#seen, true);
    const all = await answerOf(rows.getAllKeys(later));
    const own = new Set((await adding).map(Number));
    if (all.every((key) => own.has(Number(key)) || this.#own.has(Number(key)))) {
      custom.put(0, waiting_key);
      custom.delete(typed_key);
      return true;
    }
    this.#takeIn(await answerOf(rows.getAll(later)), all);
    return false;
  }

  /** Rows of the copy, in the document. All rows up to the last one are known from then on. */
  #takeIn(rows: unknown[], keys: IDBValidKey[]): void {
    if (rows.length === 0) return;
    Y.transact(this.#doc, () => applyAll(this.#doc, rows as Uint8Array[], this), this, false);
    this.#seen = Math.max(this.#seen, Number(keys.at(-1)));
    for (const key of this.#own) if (key <= this.#seen) this.#own.delete(key);
  }

  /** All rows become one, and none is dropped that is not in it (D5). */
  #compact(): void {
    if (this.#isClosed || this.#writing !== null) return;
    this.#writing = this.#replaceRows()
      // They stay as they are, until there are as many more.
      .catch(() => {
        this.#rows = 0;
      })
      .then(() => this.#written());
  }

  async #replaceRows(): Promise<void> {
    const db = await this.#database;
    const transaction = db.transaction('updates', 'readwrite');
    const store = transaction.objectStore('updates');
    const done = committed(transaction);
    const later = IDBKeyRange.lowerBound(this.#seen, true);
    const [rows, keys] = await Promise.all([
      answerOf(store.getAll(later)),
      answerOf(store.getAllKeys(later)),
    ]);
    this.#takeIn(rows, keys);
    const key = Number(await answerOf(store.add(Y.encodeStateAsUpdate(this.#doc))));
    store.delete(IDBKeyRange.upperBound(this.#seen));
    await done;
    this.#seen = key;
    this.#rows = 1;
  }

  #setLocal(state: LocalState): void {
    if (this.local === state) return;
    this.local = state;
    this.#options.onChange();
  }
}

/** Into the transaction that is open: one update event, and one round of observers, for all of them. */
function applyAll(doc: Y.Doc, updates: Uint8Array[], origin: unknown): void {
  for (const update of updates) Y.applyUpdate(doc, update, origin);
}

/**
 * Removes a copy that has nothing in it that the server lacks.
 * @returns false when something waits in it: then it stays
 */
export async function deleteReplica(indexedDB: IDBFactory, name: string): Promise<boolean> {
  const db = await openDatabase(indexedDB, name, stores);
  const waiting: unknown = await answerOf(db.transaction('custom').objectStore('custom').get(waiting_key));
  db.close();
  if (typeof waiting === 'number' && waiting > 0) return false;
  await answerOf(indexedDB.deleteDatabase(name));
  return true;
}
