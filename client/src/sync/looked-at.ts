/**
 * What somebody looked at of the histories of their notes, on this device: without the network it can be looked at again.
 * Bounded: what was not looked at for longest goes first. A database of the account's, so signing out removes it.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { histories, replicaName } from './account/account-store.ts';

const rows_max = 300;
const bytes_max = 16_000_000;
/** One that is larger would push out all the others. */
const row_bytes_max = 2_000_000;

interface Row {
  /** The address that was asked, below `/api/v1`. */
  path: string;
  note_id: string;
  /** JSON, or bytes as they came. */
  answer: string | Uint8Array;
  bytes: number;
  used_at: number;
}

interface Schema extends DBSchema {
  answers: { key: string; value: Row; indexes: { used: [number, number]; note: string } };
}

/** Storage may be refused, or full: then nothing is kept, and nothing else changes. */
export class LookedAt {
  readonly #personId: string;
  readonly #now: () => number;
  #opening: Promise<IDBPDatabase<Schema>> | null = null;

  constructor(personId: string, now = Date.now) {
    this.#personId = personId;
    this.#now = now;
  }

  async keep(note_id: string, path: string, answer: string | Uint8Array): Promise<void> {
    const bytes = answer.length;
    if (bytes > row_bytes_max) return;
    await this.#try(async (database) => {
      await database.put('answers', { path, note_id, answer, bytes, used_at: this.#now() });
      await trim(database);
    });
  }

  async find(path: string): Promise<string | Uint8Array | undefined> {
    return this.#try(async (database) => {
      const row = await database.get('answers', path);
      if (row) await database.put('answers', { ...row, used_at: this.#now() });
      return row?.answer;
    });
  }

  /** What was purged on the server is not kept here either. */
  async forget(note_id: string): Promise<void> {
    await this.#try(async (database) => {
      for (const path of await database.getAllKeysFromIndex('answers', 'note', note_id))
        await database.delete('answers', path);
    });
  }

  close(): void {
    void this.#opening?.then(
      (database) => database.close(),
      () => {},
    );
    this.#opening = null;
  }

  async #try<Result>(use: (database: IDBPDatabase<Schema>) => Promise<Result>): Promise<Result | undefined> {
    try {
      this.#opening ??= this.#open();
      return await use(await this.#opening);
    } catch {
      this.#opening = null;
      return undefined;
    }
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    return openDB<Schema>(replicaName(this.#personId, histories), 1, {
      upgrade(database) {
        const answers = database.createObjectStore('answers', { keyPath: 'path' });
        answers.createIndex('used', ['used_at', 'bytes']);
        answers.createIndex('note', 'note_id');
      },
      // Another tab signs out and deletes it.
      blocking: () => this.close(),
    });
  }
}

/** The index has the sizes: the answers themselves are not read. */
async function trim(database: IDBPDatabase<Schema>): Promise<void> {
  const transaction = database.transaction('answers', 'readwrite');
  let [rows, bytes] = [0, 0];
  let cursor = await transaction.store.index('used').openKeyCursor(null, 'prev');
  while (cursor) {
    rows += 1;
    bytes += cursor.key[1];
    if (rows > rows_max || bytes > bytes_max) await transaction.store.delete(cursor.primaryKey);
    cursor = await cursor.continue();
  }
  await transaction.done;
}
