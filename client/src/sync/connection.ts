/**
 * One account's connection to the server: one socket, shared by all the notes that are open, and the notes on it.
 *
 * A note that is closed while the server has not confirmed its last changes lingers until it has, so that leaving a
 * note never leaves its changes behind. Opening it again meanwhile takes up the same one.
 */
import type { SyncToken } from '@scriptorium/shared/api/sync.ts';
import { closeCodes } from '@scriptorium/shared/protocol/close-codes.ts';
import { schema_version } from '@scriptorium/shared/protocol/versions.ts';
import type { DocumentRow } from './account/account-store.ts';
import type { Documents } from './documents.ts';
import { NoteSocket } from './note-provider.ts';
import { OpenNote } from './open-note.ts';
import { deleteReplica } from './replica.ts';
import { replicaName } from './replica-name.ts';
import type { Readable } from './store.ts';
import { browserSurroundings, type Surroundings } from './surroundings.ts';
import { createTokenSource, type TokenSource } from './token-source.ts';

export interface ConnectionOptions {
  /** Copies in this browser are kept apart by account. */
  personId: string;
  fetchToken: () => Promise<SyncToken>;
  documents: Documents;
  /** Whether the server knows a note: one that was made here may still have to be told to it. */
  isMade?: (noteId: string) => Readable<boolean>;
  /** What the person may do in a note that is open has changed. */
  onAccessChanged?: () => void;
  url?: string;
  surroundings?: Surroundings;
}

interface Held {
  note: OpenNote;
  users: number;
}

/** The row of the note is said to wait for so long after it does not: while somebody types it would change with each key. */
const calm_ms = 2_000;

export class SyncConnection {
  readonly #options: ConnectionOptions & { surroundings: Surroundings };
  readonly #socket: NoteSocket;
  readonly #tokens: TokenSource;
  readonly #held = new Map<string, Held>();
  readonly #calm = new Map<string, ReturnType<typeof setTimeout>>();
  #hasAskedToPersist = false;

  constructor(options: ConnectionOptions) {
    const { fetchToken, url = defaultUrl(), surroundings = browserSurroundings() } = options;
    this.#options = { ...options, surroundings };
    this.#tokens = createTokenSource(fetchToken);
    // It opens with the first note, which its address names.
    this.#socket = new NoteSocket({
      url,
      autoConnect: false,
      delay: 500,
      minDelay: 250,
      maxDelay: 10_000,
      WebSocketPolyfill: surroundings.WebSocket,
    });
    this.#socket.on('close', ({ event }: { event: { code: number } }) => {
      if (event.code === closeCodes.access_changed.code) options.onAccessChanged?.();
    });
    // Waiting out a backoff of ten seconds makes no sense when the network has just come back.
    surroundings.events.addEventListener('online', this.#hurry);
    surroundings.events.addEventListener('offline', this.#cut);
  }

  get documents(): Documents {
    return this.#options.documents;
  }

  /** All that people look at is in step: there is room for work in the background. */
  get isCalm(): boolean {
    const held = [...this.#held.values()];
    return this.#options.surroundings.isOnline() && held.every(({ note }) => note.isInStep || note.isDone);
  }

  /** @param isQuiet nobody looks at it: it is opened to be sent or fetched, and the person is not shown as present */
  open(noteId: string, { isQuiet = false } = {}): OpenNote {
    const held = this.#held.get(noteId) ?? this.#take(noteId);
    held.users += 1;
    if (!isQuiet) this.#show(noteId, held.note);
    if (!this.#socket.shouldConnect) void this.#socket.connect();
    return held.note;
  }

  close(note: OpenNote): void {
    for (const [noteId, held] of this.#held) {
      if (held.note !== note) continue;
      held.users -= 1;
      if (held.users === 0) this.#letGo(noteId, held);
    }
  }

  isOpen(noteId: string): boolean {
    return this.#held.has(noteId);
  }

  /**
   * Frees the room of a copy that is not open.
   * @returns false when something waits in it: then it stays
   */
  async forget(noteId: string): Promise<boolean> {
    if (this.isOpen(noteId)) return false;
    const isForgotten = await deleteReplica(this.#options.surroundings.indexedDB, this.#replicaName(noteId));
    if (isForgotten) await this.documents.forget(noteId);
    return isForgotten;
  }

  /** Resolves when the page may go without a loss. @throws when neither the server nor this browser has everything */
  async flushed(): Promise<void> {
    await Promise.all([...this.#held.values()].map(({ note }) => note.flushed()));
  }

  /** Resolves when the copies are written and closed. */
  async destroy(): Promise<void> {
    this.#options.surroundings.events.removeEventListener('online', this.#hurry);
    this.#options.surroundings.events.removeEventListener('offline', this.#cut);
    for (const timer of this.#calm.values()) clearTimeout(timer);
    const closing = [...this.#held.values()].map(({ note }) => note.destroy());
    this.#held.clear();
    this.#socket.destroy();
    await Promise.all(closing);
  }

  #take(noteId: string): Held {
    const { surroundings, isMade = () => always } = this.#options;
    const name = this.#replicaName(noteId);
    const note = new OpenNote({
      noteId,
      replicaName: name,
      // Tabs of another version of the schema keep their distance.
      channel: surroundings.openChannel(`${name}:v${schema_version}`),
      socket: this.#socket,
      tokens: this.#tokens,
      surroundings,
      isMade: isMade(noteId),
      beforeWaiting: (count) => this.#waits(noteId, count),
      afterWaiting: () => this.#calmDown(noteId),
    });
    note.awareness.setLocalState(null);
    const held = { note, users: 0 };
    this.#held.set(noteId, held);
    return held;
  }

  #show(noteId: string, note: OpenNote): void {
    this.#socket.noteInView = noteId;
    // It lingered, or was quiet, without presence; a state that is null takes no fields.
    if (note.awareness.getLocalState() === null) note.awareness.setLocalState({});
    void isHere(note).then(() => this.#change(noteId, { opened_at: this.#options.surroundings.now() }));
  }

  #letGo(noteId: string, held: Held): void {
    held.note.awareness.setLocalState(null);
    const unsubscribe = held.note.status.subscribe(() => check());
    const check = () => {
      const isTaken = held.users > 0 || this.#held.get(noteId) !== held;
      if (!isTaken && !held.note.isDone) return;
      unsubscribe();
      if (isTaken) return;
      this.#held.delete(noteId);
      void held.note.destroy();
    };
    check();
  }

  /** A browser asks the person, or decides, whether to keep data when room is short: once there is something to keep. */
  async #waits(noteId: string, count: number): Promise<void> {
    clearTimeout(this.#calm.get(noteId));
    if (this.documents.row(noteId).waiting > 0) return;
    if (!this.#hasAskedToPersist) void this.#options.surroundings.storage?.persist().catch(() => {});
    this.#hasAskedToPersist = true;
    await this.documents.change(noteId, { waiting: count });
  }

  #calmDown(noteId: string): void {
    clearTimeout(this.#calm.get(noteId));
    const timer = setTimeout(() => this.#change(noteId, { waiting: 0 }), calm_ms);
    this.#calm.set(noteId, timer);
  }

  /** What is lost with a failure is a hint: the copies themselves say whether they can be written. */
  #change(noteId: string, change: Partial<DocumentRow>): void {
    this.documents.change(noteId, change).catch(() => {});
  }

  #replicaName(noteId: string): string {
    return replicaName(this.#options.personId, noteId);
  }

  readonly #cut = () => this.#socket.cut();

  readonly #hurry = () => {
    if (this.#socket.shouldConnect && !this.#socket.isConnected) void this.#socket.connect();
  };
}

/** Once its text is on this device. A note that never came is not among those that are here. */
function isHere({ status }: OpenNote): Promise<void> {
  return new Promise((resolve) => {
    const check = () => status.get().isLoaded && end();
    const unsubscribe = status.subscribe(check);
    const end = () => {
      unsubscribe();
      resolve();
    };
    check();
  });
}

const always: Readable<boolean> = { get: () => true, subscribe: () => () => {} };

function defaultUrl(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`;
}
