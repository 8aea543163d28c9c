/**
 * One account's connection to the server: one socket, shared by all the notes that are open, and the notes on it.
 *
 * A note that is closed while the server has not confirmed its last changes lingers until it has, so that leaving a
 * note never leaves its changes behind. Opening it again meanwhile takes up the same one.
 */
import type { SyncToken } from '@scriptorium/shared/api/sync.ts';
import { NoteSocket } from './note-provider.ts';
import { OpenNote } from './open-note.ts';
import type { Readable } from './store.ts';
import { createTokenSource, type TokenSource } from './token-source.ts';

export interface ConnectionOptions {
  /** Copies in this browser are kept apart by account. */
  personId: string;
  fetchToken: () => Promise<SyncToken>;
  /** Whether the server knows a note: one that was made here may still have to be told to it. */
  isMade?: (noteId: string) => Readable<boolean>;
  url?: string;
}

interface Held {
  note: OpenNote;
  users: number;
}

export class SyncConnection {
  readonly #personId: string;
  readonly #socket: NoteSocket;
  readonly #tokens: TokenSource;
  readonly #isMade: (noteId: string) => Readable<boolean>;
  readonly #held = new Map<string, Held>();

  constructor({ personId, fetchToken, isMade = () => always, url = defaultUrl() }: ConnectionOptions) {
    this.#personId = personId;
    this.#isMade = isMade;
    this.#tokens = createTokenSource(fetchToken);
    // It opens with the first note, which its address names.
    this.#socket = new NoteSocket({ url, autoConnect: false, delay: 500, minDelay: 250, maxDelay: 10_000 });
    // Waiting out a backoff of ten seconds makes no sense when the network has just come back.
    window.addEventListener('online', this.#hurry);
  }

  open(noteId: string): OpenNote {
    this.#socket.noteInView = noteId;
    if (!this.#socket.shouldConnect) void this.#socket.connect();
    const held = this.#held.get(noteId);
    if (held) {
      held.users += 1;
      // It lingered without presence; a state that is null takes no fields.
      if (held.note.awareness.getLocalState() === null) held.note.awareness.setLocalState({});
      return held.note;
    }
    const replicaName = `scriptorium:${this.#personId}:${noteId}`;
    const note = new OpenNote(noteId, replicaName, this.#socket, this.#tokens, this.#isMade(noteId));
    this.#held.set(noteId, { note, users: 1 });
    return note;
  }

  close(note: OpenNote): void {
    for (const [noteId, held] of this.#held) {
      if (held.note !== note) continue;
      held.users -= 1;
      if (held.users === 0) this.#letGo(noteId, held);
    }
  }

  destroy(): void {
    window.removeEventListener('online', this.#hurry);
    for (const { note } of this.#held.values()) note.destroy();
    this.#held.clear();
    this.#socket.destroy();
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
      held.note.destroy();
    };
    check();
  }

  readonly #hurry = () => {
    if (this.#socket.shouldConnect && !this.#socket.isConnected) void this.#socket.connect();
  };
}

const always: Readable<boolean> = { get: () => true, subscribe: () => () => {} };

function defaultUrl(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`;
}
