/**
 * The list of notes as this device knows it: shown at once from the disk, also with no server; made fresh from the
 * server now and then; with what was done here and still waits applied over it.
 *
 *   rows (server, as last fetched)  ──►  queue applied over them  ──►  titles typed here  ──►  `IndexState.notes`
 *
 * Other tabs of the account hear of every change and read it from the disk.
 */
import type { Note, Workspace } from '@scriptorium/shared/api/notes.ts';
import { type Readable, Store } from '../store.ts';
import type { AccountStore, AccountValues, QueuedOperation, Tables } from './account-store.ts';
import { applyOperations } from './apply-operations.ts';
import { type Problem, problemsOf } from './queue.ts';

export interface IndexState {
  /** All that the person can read, in order, also what is in the trash. */
  notes: readonly Note[];
  workspaces: readonly Workspace[];
  /** There is a list to show, if only an old one. */
  isLoaded: boolean;
  /** The list came from the server since this page was opened, and the last attempt to get it did not fail. */
  isFresh: boolean;
  /** Why the last attempt to ask the server failed. */
  error: Error | null;
  /** What the server will not do, with what waits behind it. */
  problems: readonly Problem[];
  /** The whole queue, in order. */
  queue: readonly QueuedOperation[];
  /** Operations that the server has not confirmed, those with a problem included. */
  pending: number;
  /** `memory`: this browser keeps nothing. `outdated`: a newer version of the app has been here, reload. */
  storage: 'opening' | 'device' | 'memory' | 'outdated';
}

export interface ServerList {
  notes: Note[];
  workspaces: Workspace[];
}

/** What tabs tell each other: read it again, or here are the rows that changed. */
export type IndexMessage =
  | { kind: 'queue' }
  | { kind: 'rows'; notes: Note[] }
  | { kind: 'title'; note_id: string; title: string }
  | { kind: 'everything' };

export interface IndexOptions {
  personId: string;
  fetchList: (signal: AbortSignal) => Promise<ServerList>;
  /** To the other tabs. */
  post: (message: IndexMessage) => void;
  now: () => number;
}

export class NoteIndex {
  readonly state: Readable<IndexState>;
  readonly #state = new Store<IndexState>({
    notes: [],
    workspaces: [],
    isLoaded: false,
    isFresh: false,
    error: null,
    problems: [],
    queue: [],
    pending: 0,
    storage: 'opening',
  });
  readonly #options: IndexOptions;
  readonly #life = new AbortController();
  #store: AccountStore | null = null;
  #rows = new Map<string, Note>();
  #titles = new Map<string, string>();
  #asking: Promise<void> | null = null;

  constructor(options: IndexOptions) {
    this.#options = options;
    this.state = this.#state;
  }

  async open(store: AccountStore): Promise<void> {
    this.#store = store;
    await this.#readAll();
    this.#state.set({ storage: store.isDurable ? 'device' : 'memory' });
  }

  outdated(): void {
    this.#state.set({ storage: 'outdated' });
  }

  destroy(): void {
    this.#life.abort();
  }

  /** Called for what another tab posted. */
  async hear(message: IndexMessage): Promise<void> {
    if (message.kind === 'rows') this.#takeRows(message.notes);
    if (message.kind === 'title') {
      this.#titles.set(message.note_id, message.title);
      this.#show();
      return;
    }
    await (message.kind === 'everything' ? this.#readAll() : this.#readQueue());
  }

  /** The queue on the disk has changed, and with it perhaps some rows. */
  async changed(rows: Note[] = []): Promise<void> {
    this.#takeRows(rows);
    await this.#readQueue();
    this.#options.post(rows.length > 0 ? { kind: 'rows', notes: rows } : { kind: 'queue' });
  }

  /** Asks the server for the whole list. Never rejects: the state says what came of it. */
  refresh(): Promise<void> {
    this.#asking ??= this.#refresh().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  /** The title as it is in the document here; shown until the server's list has it too. */
  async setTitle(note_id: string, title: string): Promise<void> {
    if (this.#titles.get(note_id) === title) return;
    if (!this.#titles.has(note_id) && this.#rows.get(note_id)?.title === title) return;
    this.#titles.set(note_id, title);
    this.#show();
    await this.#store?.write(['titles'], ({ titles }) => titles.put({ note_id, title }));
    this.#options.post({ kind: 'title', note_id, title });
  }

  async #refresh(): Promise<void> {
    const { signal } = this.#life;
    try {
      const before = await this.#confirmed();
      const settled = await this.#settledTitles();
      const list = await this.#options.fetchList(signal);
      if (signal.aborted) return;
      const isTaken = await this.#takeOver(list, before, settled);
      if (!isTaken) return;
      for (const id of settled) this.#titles.delete(id);
      this.#rows = keepSame(this.#rows, list.notes);
      this.#state.set({ workspaces: list.workspaces, isLoaded: true, isFresh: true, error: null });
      this.#show();
      this.#options.post({ kind: 'everything' });
    } catch (error) {
      if (!signal.aborted) this.#state.set({ isFresh: false, error: error as Error });
    }
  }

  /** @returns false when the queue went on while the server was asked: then its answer may be older than the rows */
  async #takeOver(
    list: ServerList,
    confirmedBefore: number | undefined,
    settled: string[],
  ): Promise<boolean> {
    if (!this.#store) return true;
    return this.#store.write(['notes', 'values', 'titles'], async ({ notes, values, titles }) => {
      if ((await readValue(values, 'confirmed')) !== confirmedBefore && this.#state.get().isLoaded)
        return false;
      await notes.clear();
      await Promise.all(list.notes.map((note) => notes.put(note)));
      await Promise.all(settled.map((id) => titles.delete(id)));
      await values.put({ key: 'workspaces', value: list.workspaces });
      await values.put({ key: 'listed_at', value: this.#options.now() });
      return true;
    });
  }

  async #confirmed(): Promise<number | undefined> {
    return this.#store?.read(['values'], ({ values }) => readValue(values, 'confirmed'));
  }

  /** Titles whose documents have nothing left to send: from now on the server's list has them. */
  async #settledTitles(): Promise<string[]> {
    const waiting = await this.#store?.read(['documents'], async ({ documents }) =>
      (await documents.all()).filter((row) => row.waiting > 0).map((row) => row.note_id),
    );
    return [...this.#titles.keys()].filter((id) => !waiting?.includes(id));
  }

  async #readAll(): Promise<void> {
    const stored = await this.#store?.read(['notes', 'operations', 'values', 'titles'], async (tables) => ({
      notes: await tables.notes.all(),
      queue: await tables.operations.all(),
      titles: await tables.titles.all(),
      workspaces: await readValue(tables.values, 'workspaces'),
      listed_at: await readValue(tables.values, 'listed_at'),
    }));
    if (!stored || this.#life.signal.aborted) return;
    this.#rows = keepSame(this.#rows, stored.notes);
    this.#titles = new Map(stored.titles.map(({ note_id, title }) => [note_id, title]));
    this.#state.set({
      workspaces: stored.workspaces ?? this.#state.get().workspaces,
      isLoaded: this.#state.get().isLoaded || stored.listed_at !== undefined,
    });
    this.#show(stored.queue);
  }

  async #readQueue(): Promise<void> {
    const queue = await this.#store?.read(['operations'], ({ operations }) => operations.all());
    if (queue && !this.#life.signal.aborted) this.#show(queue);
  }

  #takeRows(rows: readonly Note[]): void {
    for (const note of rows) this.#rows.set(note.id, note);
  }

  #show(queue: readonly QueuedOperation[] = this.#state.get().queue): void {
    const applied = applyOperations([...this.#rows.values()], queue, this.#options.personId);
    const notes = applied.map((note) => {
      const title = this.#titles.get(note.id);
      return title === undefined || title === note.title ? note : { ...note, title };
    });
    this.#state.set({ notes, queue, problems: problemsOf(queue), pending: queue.length });
  }
}

async function readValue<Key extends keyof AccountValues>(
  values: Tables['values'],
  key: Key,
): Promise<AccountValues[Key] | undefined> {
  const row = await values.get(key);
  return row?.value as AccountValues[Key] | undefined;
}

/** A row that did not change stays the same object: what shows it need not be drawn again. */
function keepSame(before: ReadonlyMap<string, Note>, rows: readonly Note[]): Map<string, Note> {
  return new Map(
    rows.map((row) => {
      const old = before.get(row.id);
      return [row.id, old && JSON.stringify(old) === JSON.stringify(row) ? old : row];
    }),
  );
}
