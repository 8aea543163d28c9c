/**
 * A note while it is open: its Y.Doc, the copy in this browser, the provider, and what is known about saving.
 * Whoever opens it closes it (`SyncConnection` counts them).
 */
import type { StopKind } from '@scriptorium/shared/protocol/close-codes.ts';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { NoteProvider, type NoteSocket } from './note-provider.ts';
import { type Remedy, remedyFor } from './remedy.ts';
import { Replica } from './replica.ts';
import { type Readable, Store } from './store.ts';
import { overdue_after_ms, type SyncInputs, type SyncState, syncState, wouldLose } from './sync-state.ts';
import type { TokenSource } from './token-source.ts';

export interface NoteStatus {
  sync: SyncState;
  /** The text can be shown: it came from this browser's copy, or from the server. */
  isLoaded: boolean;
  isReadOnly: boolean;
  /** Why the server does not open the note; `null` while it does. */
  refusal: StopKind | null;
  /** When everything was last in the server's database, on this page. */
  savedAt: number | null;
}

type TimerName = 'overdue' | 'retry' | 'settle' | 'replica';

const replica_wait_ms = 1_000;
const retry_ms_max = 30_000;
/** A later "Saved" is still true, and a word that flickers with each key is not calm. */
const settle_ms = 350;

export class OpenNote {
  readonly doc = new Y.Doc();
  readonly awareness: Awareness;
  readonly provider: NoteProvider;
  readonly status: Readable<NoteStatus>;
  readonly #status: Store<NoteStatus>;
  readonly #replica: Replica;
  readonly #socket: NoteSocket;
  readonly #tokens: TokenSource;
  readonly #life = new AbortController();
  readonly #timers = new Map<TimerName, ReturnType<typeof setTimeout>>();
  readonly #isMade: Readable<boolean>;
  #inputs: SyncInputs;
  #retries = 0;
  #counts = 0;

  constructor(
    noteId: string,
    replicaName: string,
    socket: NoteSocket,
    tokens: TokenSource,
    isMade: Readable<boolean>,
  ) {
    this.#isMade = isMade;
    this.#socket = socket;
    this.#tokens = tokens;
    this.#inputs = { online: navigator.onLine, link: 'never', waiting: 0, local: 'written', overdue: false };
    this.#status = new Store<NoteStatus>({
      sync: syncState(this.#inputs),
      isLoaded: false,
      isReadOnly: false,
      refusal: null,
      savedAt: null,
    });
    this.status = this.#status;
    this.#replica = new Replica(replicaName, this.doc, () => this.#know({ local: this.#replica.local }));
    this.provider = new NoteProvider({
      name: noteId,
      document: this.doc,
      websocketProvider: socket,
      token: () => tokens.get(),
    });
    this.awareness = this.provider.awareness as Awareness;
    this.#listen();
    this.#expectProgress();
    void this.#begin();
  }

  /** True once nothing waits for the server, or nothing can be done about it: then closing loses no time. */
  get isDone(): boolean {
    return this.#inputs.waiting === 0 || this.#inputs.link === 'refused';
  }

  /** Resolves when this device's copy is in `doc`. */
  get loaded(): Promise<void> {
    return this.#replica.loaded;
  }

  destroy(): void {
    this.#life.abort();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.provider.destroy();
    void this.#replica.destroy().then(() => this.doc.destroy());
  }

  /** The copy first: then the handshake sends only what the server lacks. A disk that hangs delays it no further. */
  async #begin(): Promise<void> {
    const slow = new Promise<void>((resolve) => this.#after('replica', replica_wait_ms, resolve));
    const loaded = this.#replica.loaded.then(() => this.#replicaLoaded());
    await Promise.race([loaded, slow]);
    await this.#made();
    if (!this.#life.signal.aborted) this.provider.attach();
  }

  /** A server that does not know the note yet would say that there is none. */
  async #made(): Promise<void> {
    if (this.#isMade.get()) return;
    await new Promise<void>((resolve) => {
      const unsubscribe = this.#isMade.subscribe(() => this.#isMade.get() && resolve());
      this.#life.signal.addEventListener('abort', () => resolve());
      this.#life.signal.addEventListener('abort', unsubscribe);
    });
  }

  #listen(): void {
    const { signal } = this.#life;
    window.addEventListener('online', () => this.#know({ online: true }), { signal });
    window.addEventListener('offline', () => this.#know({ online: false }), { signal });
    window.addEventListener('beforeunload', (event) => wouldLose(this.#inputs) && event.preventDefault(), {
      signal,
    });
    this.doc.on('update', (_update: Uint8Array, origin: unknown) => this.#edited(origin));
    this.provider.on('authenticated', ({ scope }: { scope: string }) => {
      this.#retries = 0;
      this.#status.set({ isReadOnly: scope === 'readonly' });
      this.#expectProgress();
    });
    this.provider.on('authenticationFailed', ({ reason }: { reason: string }) =>
      this.#handle(remedyFor({ reason })),
    );
    this.provider.on('tokenFailed', () => this.#handle({ remedy: 'refresh' }));
    this.provider.on('synced', () => this.#status.set({ isLoaded: true }));
    this.provider.on('unsyncedChanges', ({ number }: { number: number }) => this.#counted(number));
    this.provider.on('close', ({ event }: { event: { code: number; reason: string } }) =>
      this.#closed(event),
    );
  }

  #edited(origin: unknown): void {
    const isOwn = origin !== this.provider && origin !== this.#replica.source;
    if (!isOwn || this.#inputs.link === 'in_step') return;
    this.#know({ waiting: this.#inputs.waiting + 1 });
  }

  #replicaLoaded(): void {
    if (this.#life.signal.aborted) return;
    const hasText = this.doc.store.clients.size > 0;
    // Of a note that was made here there is nothing elsewhere.
    if (hasText || !this.#isMade.get()) this.#status.set({ isLoaded: true });
    const before = this.#inputs.link === 'never' ? this.#replica.waitedBefore : 0;
    this.#know({ waiting: this.#inputs.waiting + before });
  }

  /** The provider's count is exact once it has been zero on this connection; until then it counts the handshake. */
  #counted(count: number): void {
    const isForward = count < this.#counts || this.#counts === 0;
    this.#counts = count;
    if (this.provider.isInStep) this.#know({ link: 'in_step', waiting: 0, overdue: false });
    else if (this.#inputs.link === 'in_step') this.#know({ waiting: count });
    if (isForward) this.#expectProgress();
  }

  #closed(event: { code: number; reason: string }): void {
    // Each failed attempt to come back closes a socket too: the clock runs from the first.
    if (this.#inputs.link === 'in_step') {
      this.#know({ link: 'lost' });
      this.#expectProgress();
    }
    const remedy = remedyFor(event);
    // Only this note was closed, or the socket for a reason that coming back does not mend. Otherwise the socket comes
    // back by itself, and the note with it.
    // A message that the server does not take came from a note with something to send: the others on the socket stay.
    const concernsThis = this.#socket.isConnected || (remedy.remedy === 'stop' && this.#inputs.waiting > 0);
    if (concernsThis) this.#handle(remedy);
    else if (remedy.remedy === 'refresh') this.#tokens.forget();
  }

  #handle(remedy: Remedy): void {
    if (remedy.remedy === 'stop') {
      this.#know({ link: 'refused' });
      this.#status.set({ refusal: remedy.kind });
      this.provider.detach();
      return;
    }
    if (remedy.remedy === 'refresh') this.#tokens.forget();
    const wait_ms = Math.min(retry_ms_max, 500 * 2 ** this.#retries++) * (0.5 + Math.random() / 2);
    this.#after('retry', wait_ms, () => this.provider.retry());
  }

  /** "Overdue" is counted from the last thing that went forward, not from the first that did not. */
  #expectProgress(): void {
    this.#know({ overdue: false });
    this.#after('overdue', overdue_after_ms, () => this.#know({ overdue: !this.provider.isInStep }));
  }

  #know(change: Partial<SyncInputs>): void {
    this.#inputs = { ...this.#inputs, ...change };
    this.#replica.keepWaiting(this.#inputs.waiting);
    const next = syncState(this.#inputs);
    const shown = this.#status.get().sync;
    if (next.word === 'saved') this.#status.set({ savedAt: Date.now() });
    if (next.word === shown.word && next.reason === shown.reason && next.waiting === shown.waiting) return;
    if (next.word === 'saved' && shown.word === 'saving') {
      this.#after('settle', settle_ms, () => this.#status.set({ sync: syncState(this.#inputs) }));
      return;
    }
    this.#stop('settle');
    this.#status.set({ sync: next });
  }

  #after(name: TimerName, wait_ms: number, run: () => void): void {
    this.#stop(name);
    this.#timers.set(name, setTimeout(run, wait_ms));
  }

  #stop(name: TimerName): void {
    clearTimeout(this.#timers.get(name));
  }
}
