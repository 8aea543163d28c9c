/**
 * What is done for notes that nobody has open, by the tab that leads:
 *
 *   1. send     every copy in which changes wait is opened until the server has them (O3)
 *   2. fetch    pinned notes and those that changed lately, the latest first, one at a time, while nothing else is to
 *               be done and there is room
 *   3. evict    when room is short: what was not opened for longest, is not pinned, and has nothing waiting
 *
 * A round begins with the tab, when the network comes back, when the list of notes changes, and every few minutes.
 */
import type { SyncConnection } from './connection.ts';
import type { OpenNote } from './open-note.ts';
import type { Readable } from './store.ts';
import type { Surroundings } from './surroundings.ts';

export interface RecentNote {
  id: string;
  updated_at: string;
}

export interface BackgroundOptions {
  connection: SyncConnection;
  surroundings: Surroundings;
  /** The notes of the account that are not in the trash. */
  notes: Readable<readonly RecentNote[]>;
}

const senders_max = 2;
/** Beyond it a person hardly looks, and the server would be asked for everything by everybody. */
const fetched_max = 100;
const visit_ms_max = 30_000;
const round_ms = 300_000;
const pause_ms = 100;
const burst_ms = 500;
/** Parts of what the browser would give this site. */
const fetch_share_max = 0.5;
const evict_share = 0.6;

export class Background {
  readonly #options: BackgroundOptions;
  /** The server does not open them: asked again after a reload. */
  readonly #refused = new Set<string>();
  #wake: () => void = () => {};
  #hasNews = false;

  constructor(options: BackgroundOptions) {
    this.#options = options;
  }

  /** Runs until `signal` ends it. */
  readonly run = async (signal: AbortSignal): Promise<void> => {
    const { connection, notes, surroundings } = this.#options;
    const unsubscribes = [notes.subscribe(this.#poke), connection.documents.pins.subscribe(this.#poke)];
    surroundings.events.addEventListener('online', this.#poke, { signal });
    signal.addEventListener('abort', this.#poke);
    while (!signal.aborted) {
      this.#hasNews = false;
      // A round that fails (no storage, most likely) is no reason to give up on the next.
      await this.#round(signal).catch(() => {});
      await this.#rest(signal);
    }
    for (const unsubscribe of unsubscribes) unsubscribe();
  };

  async #round(signal: AbortSignal): Promise<void> {
    const { connection, surroundings } = this.#options;
    if (!surroundings.isOnline()) return;
    await connection.documents.refresh();
    await this.#send(signal);
    await this.#fetch(signal);
    await this.#evict();
  }

  async #send(signal: AbortSignal): Promise<void> {
    const waiting = this.#options.connection.documents.rows().filter((row) => row.waiting > 0);
    const next = async (): Promise<void> => {
      const row = waiting.shift();
      if (!row || signal.aborted) return;
      await this.#visit(row.note_id, signal);
      return next();
    };
    await Promise.all(Array.from({ length: senders_max }, next));
  }

  async #fetch(signal: AbortSignal): Promise<void> {
    const { connection, notes, surroundings } = this.#options;
    const { documents } = connection;
    const recent = notes.get().toSorted((a, b) => b.updated_at.localeCompare(a.updated_at));
    for (const [index, note] of recent.entries()) {
      const { pinned, synced_at } = documents.row(note.id);
      const isWanted = pinned || index < fetched_max;
      if (!isWanted || synced_at === note.updated_at || this.#refused.has(note.id)) continue;
      const mayFetch =
        connection.isCalm && (pinned || (!surroundings.savesData() && (await this.#hasRoom())));
      if (signal.aborted) return;
      if (!mayFetch) continue;
      const isHere = await this.#visit(note.id, signal);
      if (isHere) await documents.change(note.id, { synced_at: note.updated_at });
      await new Promise((resolve) => setTimeout(resolve, pause_ms));
    }
  }

  /** Opens a note until the server and the copy have the same. @returns false when they have not */
  async #visit(noteId: string, signal: AbortSignal): Promise<boolean> {
    const { connection } = this.#options;
    const note = connection.open(noteId, { isQuiet: true });
    try {
      await settled(note, signal);
      if (note.status.get().refusal) this.#refused.add(noteId);
      return note.isInStep;
    } finally {
      connection.close(note);
    }
  }

  async #hasRoom(): Promise<boolean> {
    return (await this.#usedShare()) < fetch_share_max;
  }

  async #usedShare(): Promise<number> {
    const { usage = 0, quota = 0 } = (await this.#options.surroundings.storage?.estimate()) ?? {};
    return quota === 0 ? 0 : usage / quota;
  }

  async #evict(): Promise<void> {
    const { connection } = this.#options;
    const candidates = connection.documents
      .rows()
      .filter((row) => !row.pinned && row.waiting === 0)
      .sort((a, b) => a.opened_at - b.opened_at);
    for (const { note_id } of candidates) {
      if ((await this.#usedShare()) < evict_share) return;
      await connection.forget(note_id);
    }
  }

  async #rest(signal: AbortSignal): Promise<void> {
    // News comes in bursts.
    await new Promise((resolve) => setTimeout(resolve, burst_ms));
    if (this.#hasNews || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, round_ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  readonly #poke = () => {
    this.#hasNews = true;
    this.#wake();
  };
}

/** In step, refused, or not worth waiting for any longer. */
function settled(note: OpenNote, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      const { refusal, sync } = note.status.get();
      const isHopeless = refusal || ['no_network', 'read_only'].includes(sync.reason);
      if (note.isInStep || isHopeless) end();
    };
    const end = () => {
      clearTimeout(timer);
      unsubscribe();
      resolve();
    };
    const unsubscribe = note.status.subscribe(check);
    const timer = setTimeout(end, visit_ms_max);
    signal.addEventListener('abort', end, { once: true });
    check();
  });
}
