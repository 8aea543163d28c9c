/**
 * What this device keeps for one account, beside the notes' replicas: one IndexedDB, shared by the account's tabs.
 *
 *   notes        rows as the server last sent them         titles    titles typed here that the server may not have yet
 *   operations   the queue                                 blobs     attachments that wait, or are kept for offline
 *   documents    one row a replica                         values    workspaces and other small things
 *
 * Where storage is refused (private windows, policies) the same things are kept in memory, as long as the page lives.
 */
import type { Note } from '@scriptorium/shared/api/notes.ts';
import type { NotificationList } from '@scriptorium/shared/api/notifications.ts';
import type { Workspace } from '@scriptorium/shared/api/workspaces.ts';
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { OperationState } from './operation-state.ts';
import type { Operation } from './operations.ts';

export interface QueuedOperation {
  /** Its place in the queue; given by the store. */
  order: number;
  operation: Operation;
  state: OperationState;
}

/** A note's replica on this device; its content is in a database of its own (`replicaName`). */
export interface DocumentRow {
  note_id: string;
  /** Changes that the server has not confirmed. */
  waiting: number;
  /** When a person last opened it here, in ms since 1970; 0 when it was only fetched ahead. */
  opened_at: number;
  /** "Keep on this device". */
  pinned: boolean;
  /** The newest `updated_at` of the note's row that this copy is known to include; null when none is. */
  synced_at: string | null;
}

export interface BlobRow {
  id: string;
  note_id: string;
  blob: Blob;
  name: string;
  media_type: string;
  /** `waiting`: only on this device. `kept`: the server has it too. */
  state: 'waiting' | 'kept';
  used_at: number;
}

export interface TitleRow {
  note_id: string;
  title: string;
}

/** The small things, by key. */
export interface AccountValues {
  workspaces: Workspace[];
  /** When the server's list was last taken over whole. */
  listed_at: number;
  /** Counts the operations that the server confirmed: a list that was asked for earlier is out of date. */
  confirmed: number;
  /** Who could read which note when that was last asked: to mention them without a network. */
  people: Record<string, { id: string; name: string }[]>;
  /** What the person was told when that was last asked: the first page. */
  notifications: NotificationList;
}

type ValueRow = {
  [Key in keyof AccountValues]: { key: Key; value: AccountValues[Key] };
}[keyof AccountValues];

export interface AccountRows {
  notes: Note;
  operations: QueuedOperation;
  documents: DocumentRow;
  titles: TitleRow;
  blobs: BlobRow;
  values: ValueRow;
}
export type TableName = keyof AccountRows;

/** A table inside a transaction. Nothing but its own promises may be awaited there: an idle transaction ends. */
export interface Table<Row, Key> {
  all(): Promise<Row[]>;
  get(key: Key): Promise<Row | undefined>;
  put(row: Row): Promise<void>;
  delete(key: Key): Promise<void>;
  clear(): Promise<void>;
}
type KeyOf<Name extends TableName> = Name extends 'operations' ? number : string;
export type Tables = { [Name in TableName]: Table<AccountRows[Name], KeyOf<Name>> } & {
  operations: { add(row: Omit<QueuedOperation, 'order'>): Promise<number> };
};

export interface AccountStore {
  /** False: in memory only. */
  readonly isDurable: boolean;
  read<Result>(names: readonly TableName[], run: (tables: Tables) => Promise<Result>): Promise<Result>;
  /** Resolves when everything is on the disk; when `run` throws, nothing is changed. */
  write<Result>(names: readonly TableName[], run: (tables: Tables) => Promise<Result>): Promise<Result>;
  close(): void;
}

interface Schema extends DBSchema {
  notes: { key: string; value: Note };
  operations: { key: number; value: QueuedOperation };
  documents: { key: string; value: DocumentRow };
  titles: { key: string; value: TitleRow };
  blobs: { key: string; value: BlobRow };
  values: { key: string; value: ValueRow };
}

const version = 1;
const key_paths: Record<TableName, string> = {
  notes: 'id',
  operations: 'order',
  documents: 'note_id',
  titles: 'note_id',
  blobs: 'id',
  values: 'key',
};

export interface StoreOptions {
  personId: string;
  /** A newer version of the app, in another tab, needs the store in its own shape: this one can no longer use it. */
  onOutdated: () => void;
}

/** The app in this tab is older than what the device keeps: it must be loaded anew. */
export class OutdatedError extends Error {
  override readonly name = 'OutdatedError';
}

/** @throws OutdatedError when a newer version of the app has been here */
export async function openAccountStore({ personId, onOutdated }: StoreOptions): Promise<AccountStore> {
  let isTaken = false;
  const open = async () => {
    if (isTaken) throw new OutdatedError('Another tab has taken over, or deleted, what this device keeps');
    return openDatabase(databaseName(personId), (wanted) => {
      isTaken = true;
      // `null`: another tab deletes it, at a sign-out.
      if (wanted !== null) onOutdated();
    });
  };
  try {
    return new DeviceStore(await open(), open);
  } catch (error) {
    if (error instanceof OutdatedError) throw error;
    return new MemoryStore();
  }
}

export async function readValue<Key extends keyof AccountValues>(
  values: Tables['values'],
  key: Key,
): Promise<AccountValues[Key] | undefined> {
  const row = await values.get(key);
  return row?.value as AccountValues[Key] | undefined;
}

/** Removes the account's store, the replicas of the notes it knows of, and what was looked at of their histories. */
export async function deleteAccountStore(personId: string, noteIds: readonly string[]): Promise<void> {
  const own = databaseName(personId);
  const listed = await globalThis.indexedDB?.databases?.().catch(() => []);
  const found = (listed ?? []).flatMap(({ name }) => (name?.startsWith(`${own}:`) ? [name] : []));
  const replicas = new Set([
    ...[...noteIds, histories, comment_copies].map((id) => replicaName(personId, id)),
    ...found,
  ]);
  await Promise.allSettled([...replicas, own].map((name) => deleteDB(name)));
}

/** In place of a note's id, where `looked-at.ts` keeps its rows. */
export const histories = 'histories';
/** Likewise `comments/comment-copies.ts`. */
export const comment_copies = 'comments';

export function replicaName(personId: string, noteId: string): string {
  return `${databaseName(personId)}:${noteId}`;
}

function databaseName(personId: string): string {
  return `scriptorium:${personId}`;
}

async function openDatabase(
  name: string,
  onTaken: (wanted: number | null) => void,
): Promise<IDBPDatabase<Schema>> {
  try {
    const database: IDBPDatabase<Schema> = await openDB<Schema>(name, version, {
      upgrade(db, oldVersion) {
        // Each version's changes in turn, from whatever version this device has.
        if (oldVersion < 1) {
          for (const [table, keyPath] of Object.entries(key_paths) as [TableName, string][]) {
            db.createObjectStore(table, { keyPath, autoIncrement: table === 'operations' });
          }
        }
      },
      blocking(_current, wanted) {
        // A tab that holds on to its handle would keep a newer version of the app from starting.
        database.close();
        onTaken(wanted);
      },
    });
    return database;
  } catch (error) {
    const isNewer = error instanceof DOMException && error.name === 'VersionError';
    throw isNewer ? new OutdatedError('A newer version of the app has been here', { cause: error }) : error;
  }
}

class DeviceStore implements AccountStore {
  readonly isDurable = true;
  #database: IDBPDatabase<Schema>;
  readonly #reopen: () => Promise<IDBPDatabase<Schema>>;
  #isClosed = false;

  constructor(database: IDBPDatabase<Schema>, reopen: () => Promise<IDBPDatabase<Schema>>) {
    this.#database = database;
    this.#reopen = reopen;
  }

  read<Result>(names: readonly TableName[], run: (tables: Tables) => Promise<Result>): Promise<Result> {
    return this.#transact(names, 'readonly', run);
  }

  write<Result>(names: readonly TableName[], run: (tables: Tables) => Promise<Result>): Promise<Result> {
    return this.#transact(names, 'readwrite', run);
  }

  close(): void {
    this.#isClosed = true;
    this.#database.close();
  }

  async #transact<Result>(
    names: readonly TableName[],
    mode: 'readonly' | 'readwrite',
    run: (tables: Tables) => Promise<Result>,
  ): Promise<Result> {
    const transaction = await this.#begin(names, mode);
    const tables = Object.fromEntries(
      names.map((name) => {
        const objects = transaction.objectStore(name);
        const table: Table<unknown, string | number> & { add(row: unknown): Promise<unknown> } = {
          all: () => objects.getAll(),
          get: (key) => objects.get(key),
          put: async (row) => void (await objects.put?.(row as never)),
          delete: async (key) => objects.delete?.(key),
          clear: async () => objects.clear?.(),
          add: async (row) => objects.add?.(row as never),
        };
        return [name, table];
      }),
    ) as unknown as Tables;
    try {
      const result = await run(tables);
      await transaction.done;
      return result;
    } catch (error) {
      abort(transaction);
      throw error;
    }
  }

  /** A browser may close a database behind one's back (iOS does, in the background): then it is opened again. */
  async #begin(names: readonly TableName[], mode: 'readonly' | 'readwrite') {
    try {
      return this.#database.transaction(names as TableName[], mode);
    } catch (error) {
      if (this.#isClosed) throw error;
      this.#database = await this.#reopen();
      return this.#database.transaction(names as TableName[], mode);
    }
  }
}

function abort(transaction: { abort(): void; done: Promise<void> }): void {
  transaction.done.catch(() => {});
  try {
    transaction.abort();
  } catch {
    // It has ended by itself: nothing is left to undo.
  }
}

/** One transaction at a time, as IndexedDB runs those that write. */
export class MemoryStore implements AccountStore {
  readonly isDurable = false;
  readonly #maps = new Map<TableName, Map<string | number, unknown>>();
  #orders = 0;
  #last: Promise<unknown> = Promise.resolve();

  read<Result>(names: readonly TableName[], run: (tables: Tables) => Promise<Result>): Promise<Result> {
    return this.write(names, run);
  }

  write<Result>(names: readonly TableName[], run: (tables: Tables) => Promise<Result>): Promise<Result> {
    const result = this.#last.then(async () => {
      const before = names.map((name) => [name, new Map(this.#rows(name))] as const);
      try {
        return await run(this.#tables(names));
      } catch (error) {
        for (const [name, rows] of before) this.#maps.set(name, rows);
        throw error;
      }
    });
    this.#last = result.catch(() => {});
    return result;
  }

  close(): void {}

  #tables(names: readonly TableName[]): Tables {
    const tables = names.map((name) => {
      const rows = this.#rows(name);
      const put = async (row: unknown) => {
        rows.set((row as Record<string, string | number>)[key_paths[name]] ?? '', row);
      };
      const table: Table<unknown, string | number> & { add(row: object): Promise<number> } = {
        all: async () => [...rows.values()],
        get: async (key) => rows.get(key),
        put,
        delete: async (key) => void rows.delete(key),
        clear: async () => rows.clear(),
        add: async (row) => {
          const order = ++this.#orders;
          await put({ ...row, order });
          return order;
        },
      };
      return [name, table];
    });
    return Object.fromEntries(tables) as unknown as Tables;
  }

  #rows(name: TableName): Map<string | number, unknown> {
    const rows = this.#maps.get(name) ?? new Map<string | number, unknown>();
    this.#maps.set(name, rows);
    return rows;
  }
}
