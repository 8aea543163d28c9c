/**
 * One person's account on this device, in this tab: the list of notes, what can be done to it, and the queue that
 * brings it to the server. It is there while somebody is signed in; what it keeps stays on the device afterwards.
 *
 *   actions ──► operation queue (disk) ──► runner (in the tab that leads) ──► server
 *                      │                                                        │
 *                      ▼                                                        ▼
 *   page  ◄──────  note index  ◄──────────── rows (disk) ◄──────────────── answers, lists
 */
import { deleteDB } from 'idb';
import { ApiError } from '../../lib/api-client.ts';
import type { Readable } from '../store.ts';
import {
  type AccountStore,
  type BlobRow,
  type DocumentRow,
  deleteAccountStore,
  OutdatedError,
  openAccountStore,
  type QueuedOperation,
  replicaName,
} from './account-store.ts';
import { type Clock, systemClock } from './clock.ts';
import { fetchList } from './fetch-list.ts';
import { Leadership, type Locks } from './leadership.ts';
import { NoteActions } from './note-actions.ts';
import { type IndexMessage, type IndexState, NoteIndex, type ServerList } from './note-index.ts';
import { type Confirmation, OperationQueue } from './operation-queue.ts';
import type { Operation } from './operations.ts';
import { QueueRunner } from './queue-runner.ts';
import { type Outcome, sendOperation } from './send-operation.ts';
import { requestOf } from './to-request.ts';

/** The part of `BroadcastChannel` that is needed. */
export interface Channel {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
  close(): void;
}

export interface AccountOptions {
  personId: string;
  /** An answer says that the session is over. */
  onSignedOut: () => void;
  /** Another tab has signed out and removed what this device kept. */
  onRemoved: () => void;
  /** Replaced in tests. */
  surroundings?: Partial<AccountSurroundings>;
}

export interface AccountSurroundings {
  clock: Clock;
  random: () => number;
  locks: Locks | undefined;
  channel: Channel | undefined;
  fetchList: (signal: AbortSignal) => Promise<ServerList>;
  send: (entry: QueuedOperation, signal: AbortSignal) => Promise<Outcome>;
}

/** See `ActionsOptions.writeTitle`. `isNew`: the server has no document of this note, so an empty one is complete. */
export type TitleWriter = (noteId: string, title: string, isNew: boolean) => Promise<boolean>;
type Message = IndexMessage | { kind: 'removed' };

/** After the last of a row of confirmed operations: others may have changed things meanwhile. */
const refresh_after_ms = 1_000;

export class Account {
  readonly state: Readable<IndexState>;
  readonly actions: NoteActions;
  readonly leadership: Leadership;
  /** Resolves when what the device keeps has been read. Never rejects. */
  readonly loaded: Promise<void>;
  /** Set while notes can be opened. */
  titleWriter: TitleWriter | null = null;
  readonly #options: AccountOptions;
  readonly #surroundings: AccountSurroundings;
  readonly #index: NoteIndex;
  readonly #life = new AbortController();
  readonly #opening: Promise<{ store: AccountStore; queue: OperationQueue }>;
  #runner: QueueRunner | null = null;
  #cancelRefresh = () => {};

  constructor(options: AccountOptions) {
    const { personId } = options;
    this.#options = options;
    this.#surroundings = {
      clock: systemClock,
      random: Math.random,
      locks: globalThis.navigator?.locks,
      channel: globalThis.BroadcastChannel && new BroadcastChannel(`scriptorium:${personId}`),
      fetchList,
      send: (entry, signal) => this.#send(entry, signal),
      ...options.surroundings,
    };
    const { channel, clock, locks } = this.#surroundings;
    this.#index = new NoteIndex({
      personId,
      fetchList: this.#surroundings.fetchList,
      post: (message) => channel?.postMessage(message),
      now: clock.now,
    });
    this.state = this.#index.state;
    this.actions = new NoteActions({
      state: this.state.get,
      add: (operation, blob) => this.#add(operation, blob),
      writeTitle: (id, title) => this.#writeTitle(id, title),
      now: clock.now,
    });
    this.#opening = this.#open();
    this.loaded = this.#opening.then(
      () => {},
      () => {},
    );
    if (channel) channel.onmessage = ({ data }: MessageEvent<Message>) => this.#hear(data);
    this.leadership = new Leadership(`scriptorium:${personId}`, locks, this.#life.signal);
    this.leadership.add((signal) => this.#run(signal));
  }

  /** What the device keeps for the account. @throws OutdatedError */
  async store(): Promise<AccountStore> {
    return (await this.#opening).store;
  }

  /** Asks the server for the list; what waits is tried at once where the server answers. */
  async refresh(): Promise<void> {
    await this.loaded;
    await this.#index.refresh();
    const { isFresh, error } = this.state.get();
    if (error instanceof ApiError && error.kind === 'not_signed_in') this.#options.onSignedOut();
    if (isFresh) await this.#revive();
  }

  /** Whether the server has been told of a note: one that was made here may still wait. */
  isOnServer(noteId: string): Readable<boolean> {
    return {
      get: () => !this.state.get().queue.some((entry) => isCreationOf(noteId, entry)),
      subscribe: this.state.subscribe,
    };
  }

  /** The title as the open document has it. */
  async setTitle(noteId: string, title: string): Promise<void> {
    await this.loaded;
    await this.#index.setTitle(noteId, title);
  }

  async tryAgain(order: number): Promise<void> {
    const { queue } = await this.#opening;
    await queue.tell(order, { name: 'tried_again' });
    await this.#changed();
  }

  /** The only way to drop what waits, and a person's own decision. */
  async discard(order: number): Promise<QueuedOperation[]> {
    const { queue } = await this.#opening;
    const dropped = await queue.discard(order);
    await this.#changed();
    for (const { operation } of dropped) {
      if (operation.kind === 'create_note') await this.#forgetNote(operation.note_id);
    }
    return dropped;
  }

  /** This tab is done with it; the device keeps everything. */
  destroy(): void {
    this.#life.abort();
    this.#cancelRefresh();
    this.#index.destroy();
    this.#surroundings.channel?.close();
    this.#opening.then(
      ({ store }) => store.close(),
      () => {},
    );
  }

  /** The notes whose text has changes that the server has not confirmed. */
  async waitingDocuments(): Promise<string[]> {
    const documents = await this.#documents();
    return documents.filter((row) => row.waiting > 0).map((row) => row.note_id);
  }

  /** Removes from this device all that it keeps for the account. The other tabs are told. */
  async remove(): Promise<void> {
    const { personId } = this.#options;
    this.#surroundings.channel?.postMessage({ kind: 'removed' } satisfies Message);
    this.#index.destroy();
    const documents = await this.#documents();
    this.destroy();
    await deleteAccountStore(
      personId,
      documents.map((row) => row.note_id),
    );
  }

  async #documents(): Promise<DocumentRow[]> {
    // Reading needs a store that is open: the page may be about to close it.
    const { store } = await this.#opening;
    return store.read(['documents'], ({ documents }) => documents.all()).catch(() => []);
  }

  /** A note that was only here, and is not wanted. Its copy is deleted when no tab has it open any more. */
  async #forgetNote(note_id: string): Promise<void> {
    const { store } = await this.#opening;
    await store.write(['documents', 'titles'], async ({ documents, titles }) => {
      await documents.delete(note_id);
      await titles.delete(note_id);
    });
    void deleteDB(replicaName(this.#options.personId, note_id)).catch(() => {});
  }

  async #open() {
    const { personId } = this.#options;
    try {
      const store = await openAccountStore({ personId, onOutdated: () => this.#index.outdated() });
      await this.#index.open(store);
      return { store, queue: new OperationQueue(store, personId) };
    } catch (error) {
      if (error instanceof OutdatedError) this.#index.outdated();
      throw error;
    }
  }

  async #add(operation: Operation, blob?: BlobRow): Promise<void> {
    const { queue } = await this.#opening;
    await queue.add(operation, blob);
    await this.#changed();
  }

  async #changed(): Promise<void> {
    this.#runner?.poke();
    await this.#index.changed();
  }

  #hear(message: Message): void {
    if (message.kind === 'removed') {
      this.#options.onRemoved();
      return;
    }
    this.#runner?.poke();
    void this.#index.hear(message);
  }

  async #run(signal: AbortSignal): Promise<void> {
    const opened = await this.#opening.catch(() => null);
    if (!opened) return;
    const { clock, random, send } = this.#surroundings;
    this.#runner = new QueueRunner({
      queue: opened.queue,
      send,
      clock,
      random,
      onProgress: (confirmation) => this.#progressed(confirmation),
      onUnauthorized: this.#options.onSignedOut,
    });
    // Somebody signed in since, or this page would not be here.
    await opened.queue.tellAll({ name: 'signed_in' });
    await this.#runner.run(signal);
  }

  #progressed(confirmation: Confirmation | null): void {
    void this.#index.changed(confirmation);
    if (!confirmation) return;
    this.#cancelRefresh();
    this.#cancelRefresh = this.#surroundings.clock.after(refresh_after_ms, () => void this.refresh());
  }

  async #revive(): Promise<void> {
    const { queue } = await this.#opening;
    const names = new Set(this.state.get().queue.map(({ state }) => state.name));
    if (names.has('retrying')) await queue.tellAll({ name: 'hurried' });
    if (names.has('signed_out')) await queue.tellAll({ name: 'signed_in' });
    if (names.has('retrying') || names.has('signed_out')) await this.#changed();
  }

  async #send({ operation }: QueuedOperation, signal: AbortSignal): Promise<Outcome> {
    const { store } = await this.#opening;
    // Code for those who have a file to send.
    const uploads = operation.kind === 'upload_attachment' ? await import('../media/upload-fetch.ts') : null;
    return sendOperation(await requestOf(operation), {
      signal,
      ...(uploads ? { fetch: uploads.uploadFetch } : {}),
      readBlob: async (id) => (await store.read(['blobs'], ({ blobs }) => blobs.get(id)))?.blob ?? null,
    });
  }

  async #writeTitle(noteId: string, title: string): Promise<boolean> {
    const isNew = !this.isOnServer(noteId).get();
    const isWritten = (await this.titleWriter?.(noteId, title, isNew)) ?? false;
    if (isWritten) await this.setTitle(noteId, title);
    return isWritten;
  }
}

function isCreationOf(noteId: string, { operation }: QueuedOperation): boolean {
  return operation.kind === 'create_note' && operation.note_id === noteId;
}
