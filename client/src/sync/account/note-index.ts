/**
 * The list of notes as this device knows it: shown at once from the disk, also with no server; made fresh from the
 * server now and then; with what was done here and still waits applied over it.
 *
 *   rows (server, as last fetched)  ──►  queue applied over them  ──►  titles typed here  ──►  `IndexState.notes`
 *
 * Other tabs of the account hear of every change and read it from the disk.
 */
import type { Note } from '@scriptorium/shared/api/notes.ts';
import type { Workspace } from '@scriptorium/shared/api/workspaces.ts';
import { askForReload } from '../../lib/reload-wish.ts';
import { type Readable, Store } from '../store.ts';
import {
  type AccountStore,
  type QueuedOperation,
  readValue,
  type TableName,
  type Tables,
} from './account-store.ts';
import { applyOperations } from './apply-operations.ts';
import type { Confirmation } from './operation-queue.ts';
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
  | { kind: 'confirmed'; confirmation: Confirmation }
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
  /** How many confirmed operations the rows contain. */
  #confirmed = 0;
  #reading: Promise<void> = Promise.resolve();

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
    askForReload('updated_elsewhere');
  }

  destroy(): void {
    this.#life.abort();
  }

  /** Called for what another tab posted. */
  async hear(message: IndexMessage): Promise<void> {
    if (message.kind === 'confirmed') this.#take(message.confirmation);
    if (message.kind === 'title') {
      this.#titles.set(message.note_id, message.title);
      this.#show();
      return;
    }
    await (message.kind === 'everything' ? this.#readAll() : this.#readQueue());
  }

  /** The queue on the disk has changed; perhaps because the server confirmed an operation. */
  async changed(confirmation: Confirmation | null = null): Promise<void> {
    if (confirmation) this.#take(confirmation);
    await this.#readQueue();
    this.#options.post(confirmation ? { kind: 'confirmed', confirmation } : { kind: 'queue' });
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
      const before = await this.#store?.read(['values'], ({ values }) => readValue(values, 'confirmed'));
      const settled = await this.#settledTitles();
      const list = await this.#options.fetchList(signal);
      if (signal.aborted) return;
      await this.#takeOver(list, before, settled);
      this.#state.set({ isFresh: true, error: null });
      await this.#readAll();
      this.#options.post({ kind: 'everything' });
    } catch (error) {
      if (!signal.aborted) this.#state.set({ isFresh: false, error: error as Error });
    }
  }

  /** Nothing is taken when the queue went on while the server was asked: its answer may be older than the rows. */
  async #takeOver(list: ServerList, confirmedBefore: number | undefined, settled: string[]): Promise<void> {
    await this.#store?.write(['notes', 'values', 'titles'], async ({ notes, values, titles }) => {
      const isOvertaken = (await readValue(values, 'confirmed')) !== confirmedBefore;
      if (isOvertaken && this.#state.get().isLoaded) return;
      await notes.clear();
      await Promise.all(list.notes.map((note) => notes.put(note)));
      await Promise.all(settled.map((id) => titles.delete(id)));
      await values.put({ key: 'workspaces', value: list.workspaces });
      await values.put({ key: 'listed_at', value: this.#options.now() });
    });
  }

  /** Titles whose documents have nothing left to send: from now on the server's list has them. */
  async #settledTitles(): Promise<string[]> {
    const waiting = await this.#store?.read(['documents'], async ({ documents }) =>
      (await documents.all()).filter((row) => row.waiting > 0).map((row) => row.note_id),
    );
    return [...this.#titles.keys()].filter((id) => !waiting?.includes(id));
  }

  #readAll(): Promise<void> {
    return this.#inTurn(async () => {
      const stored = await this.#read(['notes', 'operations', 'values', 'titles'], async (tables) => ({
        notes: await tables.notes.all(),
        queue: await tables.operations.all(),
        titles: await tables.titles.all(),
        workspaces: await readValue(tables.values, 'workspaces'),
        listed_at: await readValue(tables.values, 'listed_at'),
        confirmed: await readValue(tables.values, 'confirmed'),
      }));
      if (!stored) return;
      this.#rows = keepSame(this.#rows, stored.notes);
      this.#confirmed = stored.confirmed ?? 0;
      this.#titles = new Map(stored.titles.map(({ note_id, title }) => [note_id, title]));
      this.#state.set({
        workspaces: stored.workspaces ?? this.#state.get().workspaces,
        isLoaded: this.#state.get().isLoaded || stored.listed_at !== undefined,
      });
      this.#show(stored.queue);
    });
  }

  /** An operation that has left the queue is in the rows: the two are only shown together. */
  async #readQueue(): Promise<void> {
    let isBehind = false;
    await this.#inTurn(async () => {
      const stored = await this.#read(['operations', 'values'], async (tables) => ({
        queue: await tables.operations.all(),
        confirmed: (await readValue(tables.values, 'confirmed')) ?? 0,
      }));
      if (!stored) return;
      isBehind = stored.confirmed !== this.#confirmed;
      if (!isBehind) this.#show(stored.queue);
    });
    if (isBehind) await this.#readAll();
  }

  /** What was read earlier is never shown after what was read later. */
  #inTurn(read: () => Promise<void>): Promise<void> {
    this.#reading = this.#reading.then(read);
    return this.#reading;
  }

  /** Never rejects: what cannot be read leaves the list as it is, and the state says why. */
  async #read<Result>(
    names: readonly TableName[],
    run: (tables: Tables) => Promise<Result>,
  ): Promise<Result | undefined> {
    try {
      const result = await this.#store?.read(names, run);
      return this.#life.signal.aborted ? undefined : result;
    } catch (error) {
      if (!this.#life.signal.aborted) this.#state.set({ error: error as Error });
      return undefined;
    }
  }

  /** The rows that one operation changed, if the rows here are those from just before it. */
  #take({ confirmed, rows }: Confirmation): void {
    if (confirmed !== this.#confirmed + 1) return;
    this.#confirmed = confirmed;
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

/** A row that did not change stays the same object: what shows it need not be drawn again. */
function keepSame(before: ReadonlyMap<string, Note>, rows: readonly Note[]): Map<string, Note> {
  return new Map(
    rows.map((row) => {
      const old = before.get(row.id);
      return [row.id, old && JSON.stringify(old) === JSON.stringify(row) ? old : row];
    }),
  );
}
