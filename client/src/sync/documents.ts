/**
 * Which notes this browser has a copy of, and what is known about each without opening it: one row a copy, in the
 * account's store. Rows are in memory as well, so that the tree can ask for each of its notes.
 */
import type { DocumentRow } from './account/account-store.ts';
import { type Readable, Store } from './store.ts';

/** Where the rows are kept. */
export interface DocumentsTable {
  list(): Promise<DocumentRow[]>;
  /**
   * Lays a change over the row, or over `blank`, in one transaction: tabs write at once, each the fields that it knows.
   * Resolves when it is on the disk.
   */
  merge(blank: DocumentRow, change: Partial<DocumentRow>): Promise<void>;
  delete(noteId: string): Promise<void>;
}

export type Availability = 'none' | 'here' | 'pinned';

export class Documents {
  readonly #table: DocumentsTable;
  readonly #rows = new Map<string, DocumentRow>();
  readonly #version = new Store({ count: 0 });
  readonly #pins = new Store({ count: 0 });
  /** Counts the times that somebody pinned or unpinned something here. */
  readonly pins: Readable<{ count: number }> = this.#pins;
  /** Never rejects: without storage nothing is here. */
  readonly loaded: Promise<void>;

  constructor(table: DocumentsTable) {
    this.#table = table;
    this.loaded = this.#load();
  }

  rows(): DocumentRow[] {
    return [...this.#rows.values()];
  }

  row(noteId: string): DocumentRow {
    return this.#rows.get(noteId) ?? blankRow(noteId);
  }

  availability(noteId: string): Readable<Availability> {
    return {
      subscribe: this.#version.subscribe,
      get: () => {
        const row = this.#rows.get(noteId);
        if (!row) return 'none';
        if (row.pinned) return 'pinned';
        return row.opened_at > 0 || row.synced_at !== null || row.waiting > 0 ? 'here' : 'none';
      },
    };
  }

  /** Resolves when it is on the disk. */
  async change(noteId: string, change: Partial<DocumentRow>): Promise<void> {
    this.#rows.set(noteId, { ...this.row(noteId), ...change });
    this.#changed();
    await this.#table.merge(blankRow(noteId), change);
  }

  /** "Keep on this device", or no longer. */
  async pin(noteId: string, isPinned: boolean): Promise<void> {
    await this.change(noteId, { pinned: isPinned });
    this.#pins.set({ count: this.#pins.get().count + 1 });
  }

  async forget(noteId: string): Promise<void> {
    this.#rows.delete(noteId);
    this.#changed();
    await this.#table.delete(noteId);
  }

  /** Other tabs write rows too. */
  async refresh(): Promise<void> {
    for (const row of await this.#table.list()) this.#rows.set(row.note_id, row);
    this.#changed();
  }

  async #load(): Promise<void> {
    try {
      await this.refresh();
    } catch {
      // No storage: `local` of each note says so.
    }
  }

  #changed(): void {
    this.#version.set({ count: this.#version.get().count + 1 });
  }
}

function blankRow(noteId: string): DocumentRow {
  return { note_id: noteId, waiting: 0, opened_at: 0, pinned: false, synced_at: null };
}
