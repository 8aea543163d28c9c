/**
 * A note while it is open: its Y.Doc, the copy in this browser, the provider, the other tabs, and what is known about
 * saving. Whoever opens it closes it (`SyncConnection` counts them). What happens is told to the state machine; what
 * the machine says is shown.
 */
import type { StopKind } from '@scriptorium/shared/protocol/close-codes.ts';
import { notified_message } from '@scriptorium/shared/protocol/notified.ts';
import type { TypedAt } from '@scriptorium/shared/protocol/typed-at.ts';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { askForReload } from '../lib/reload-wish.ts';
import { Absence } from './absence.ts';
import type { ComingBack } from './coming-back.ts';
import { NoteProvider, type NoteSocket } from './note-provider.ts';
import { type Remedy, remedyFor } from './remedy.ts';
import { Replica } from './replica.ts';
import { type Readable, Store } from './store.ts';
import type { Channel, Surroundings } from './surroundings.ts';
import {
  isCutOff,
  isDone,
  isStuck,
  opened,
  overdue_after_ms,
  type SyncEvent,
  type SyncMachine,
  transition,
  wouldLose,
} from './sync-machine.ts';
import { type SyncState, syncState } from './sync-state.ts';
import { TabLink } from './tabs.ts';
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
  /** What both sides changed during a long time apart, until it is dismissed. */
  comingBack: ComingBack | null;
}

export interface OpenNoteOptions {
  noteId: string;
  replicaName: string;
  channel: Channel;
  socket: NoteSocket;
  tokens: TokenSource;
  surroundings: Surroundings;
  /** Whether the server has heard of the note; one made offline has to wait for its creation. */
  isMade: Readable<boolean>;
  /** Called before changes that wait are written to the copy. */
  beforeWaiting: (count: number) => Promise<void>;
  /** Called when the copy says that nothing waits any more. */
  afterWaiting: () => void;
}

type TimerName = 'overdue' | 'retry' | 'settle' | 'replica';

const replica_wait_ms = 1_000;
const retry_ms_max = 30_000;
/** A later "Saved" is still true, and a word that flickers with each key is not calm. */
const settle_ms = 350;
/** What is sent so long after it was typed was not on its way, whatever the browser said of the network. */
const late_ms = 10_000;

export class OpenNote {
  readonly noteId: string;
  readonly doc = new Y.Doc();
  readonly awareness: Awareness;
  readonly provider: NoteProvider;
  readonly status: Readable<NoteStatus>;
  readonly #status: Store<NoteStatus>;
  readonly #replica: Replica;
  readonly #tabs: TabLink;
  readonly #absence: Absence;
  readonly #options: OpenNoteOptions;
  readonly #life = new AbortController();
  readonly #timers = new Map<TimerName, ReturnType<typeof setTimeout>>();
  #known: SyncMachine;
  #retries = 0;
  #hasBegun = false;

  constructor(options: OpenNoteOptions) {
    const { noteId, socket, tokens, surroundings } = options;
    this.noteId = noteId;
    this.#options = options;
    this.#known = opened({ online: surroundings.isOnline(), isMade: options.isMade.get() });
    this.#status = new Store<NoteStatus>({
      sync: syncState(this.#known),
      isLoaded: false,
      isReadOnly: false,
      refusal: null,
      savedAt: null,
      comingBack: null,
    });
    this.status = this.#status;
    this.#replica = new Replica({
      name: options.replicaName,
      doc: this.doc,
      indexedDB: surroundings.indexedDB,
      onChange: () => this.#know({ type: 'local', local: this.#replica.local }),
      beforeWaiting: options.beforeWaiting,
      afterWaiting: options.afterWaiting,
    });
    // Behind the copy and before the provider: a change counts from the first moment that anything is said of it.
    this.doc.on('update', (_update: Uint8Array, origin: unknown) => this.#edited(origin));
    this.provider = new NoteProvider({
      name: noteId,
      document: this.doc,
      websocketProvider: socket,
      token: () => tokens.get(),
    });
    // It is about the person, and no matter which note it comes with.
    this.provider.on('stateless', ({ payload }: { payload: string }) => {
      if (payload === notified_message) surroundings.events.dispatchEvent(new Event('notified'));
    });
    this.awareness = this.provider.awareness as Awareness;
    this.#tabs = new TabLink({
      channel: options.channel,
      doc: this.doc,
      isShared: (origin) => origin === this.provider || origin === this.#replica,
    });
    this.#absence = new Absence({
      doc: this.doc,
      replica: this.#replica,
      remote: this.provider,
      now: surroundings.now,
      onComingBack: (comingBack) => this.#status.set({ comingBack }),
    });
    this.#listen();
    this.#bePatient();
    void this.#begin();
  }

  /** True once nothing waits for the server, or nothing can be done about it: then closing loses no time. */
  get isDone(): boolean {
    return isDone(this.#known);
  }

  /** Resolves when this device's copy is in `doc`. */
  get loaded(): Promise<void> {
    return this.#replica.loaded;
  }

  /** On this connection the server has said that it has everything. */
  get isInStep(): boolean {
    return this.#known.link === 'in_step' && this.#known.waiting === 0;
  }

  /** Changes that the server has not said it committed. */
  get waiting(): number {
    return this.#known.waiting;
  }

  /** Resolves when everything up to now is in this browser's copy, or cannot be. */
  written(): Promise<void> {
    return this.#replica.written();
  }

  /** Asks a server that has refused once more: the reason may be over. */
  tryAgain(): void {
    if (this.#known.link !== 'refused') return;
    this.#know({ type: 'reopened' });
    this.#status.set({ refusal: null });
    this.#attach();
  }

  /** Resolves when the page may go without a loss. @throws when neither the server nor this browser has everything */
  async flushed(): Promise<void> {
    if (!this.isInStep) await this.#replica.flushed();
  }

  dismissComingBack(): void {
    this.#absence.dismiss();
  }

  /** Resolves when the copy is written and closed. */
  async destroy(): Promise<void> {
    this.#life.abort();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#tabs.close();
    this.#absence.destroy();
    this.provider.destroy();
    await this.#replica.destroy();
    this.doc.destroy();
  }

  /** The copy first: then the handshake sends only what the server lacks. A disk that hangs delays it no further. */
  async #begin(): Promise<void> {
    const slow = new Promise<void>((resolve) => this.#after('replica', replica_wait_ms, resolve));
    const loaded = this.#replica.loaded.then(() => {
      this.#replicaLoaded();
      return this.#absence.begin(this.#replica.waitedBefore);
    });
    await Promise.race([loaded, slow]);
    this.#hasBegun = true;
    this.#attach();
  }

  #attach(): void {
    const mayAttach = this.#hasBegun && this.#known.link === 'apart';
    if (mayAttach && !this.#life.signal.aborted) this.provider.attach();
  }

  #listen(): void {
    const { signal } = this.#life;
    const { events, isOnline } = this.#options.surroundings;
    const onNetwork = () => this.#know({ type: isOnline() ? 'online' : 'offline' });
    events.addEventListener('online', onNetwork, { signal });
    events.addEventListener('offline', onNetwork, { signal });
    events.addEventListener('beforeunload', (event) => wouldLose(this.#known) && event.preventDefault(), {
      signal,
    });
    signal.addEventListener(
      'abort',
      this.#options.isMade.subscribe(() => this.#made()),
    );
    // What was to be tried again is being tried. Twice at once, and the acks of one would be counted for the other.
    this.provider.on('open', () => this.#stop('retry'));
    this.provider.on('authenticated', ({ scope }: { scope: string }) => {
      this.#retries = 0;
      const isReadOnly = scope === 'readonly';
      this.#status.set({ isReadOnly });
      this.#know({ type: 'authenticated', isReadOnly });
    });
    this.provider.on('authenticationFailed', ({ reason }: { reason: string }) =>
      this.#handle(remedyFor({ reason })),
    );
    this.provider.on('tokenFailed', () => this.#handle({ remedy: 'refresh' }));
    this.provider.on('answering', () => this.#tellWhenTyped());
    this.provider.on('synced', () => this.#status.set({ isLoaded: true }));
    this.provider.on('unsyncedChanges', ({ number }: { number: number }) => {
      if (this.provider.isInStep) this.#know({ type: 'in_step' });
      else this.#know({ type: 'counted', unacked: number });
    });
    this.provider.on('close', ({ event }: { event: { code: number; reason: string } }) =>
      this.#closed(event),
    );
  }

  #made(): void {
    this.#know({ type: this.#options.isMade.get() ? 'made' : 'unmade' });
    this.#attach();
  }

  /** What was in the copy when it was read is counted by the copy. What another tab put there later is news. */
  #edited(origin: unknown): void {
    const isFromCopy = origin === this.#replica && !this.#replica.isLoaded;
    if (origin === this.provider || isFromCopy) return;
    this.#typed();
    this.#know({ type: 'edited', local: this.#replica.local });
  }

  #typed(): void {
    const now = this.#options.surroundings.now();
    this.#replica.addTyped({ from: now, to: now, isCutOff: isCutOff(this.#known) });
  }

  /** The server gets what waits next. Nothing is told of what is sent as it is typed (H1). */
  #tellWhenTyped(): void {
    const { typed } = this.#replica;
    if (!typed || !(typed.isCutOff || this.#options.surroundings.now() - typed.from > late_ms)) return;
    const { from: typed_from, to: typed_to } = typed;
    const message: TypedAt = { kind: 'typed_at', version: 1, typed_from, typed_to };
    this.provider.sendStateless(JSON.stringify(message));
  }

  #replicaLoaded(): void {
    if (this.#life.signal.aborted) return;
    const hasText = this.doc.store.clients.size > 0;
    // A note that was made here has nothing to wait for.
    if (hasText || this.#known.link === 'unmade') this.#status.set({ isLoaded: true });
    this.#know({ type: 'copied', waited: this.#replica.waitedBefore });
    if (this.#known.link !== 'in_step') this.#tabs.leave();
  }

  #closed(event: { code: number; reason: string }): void {
    this.#know({ type: 'lost' });
    const remedy = remedyFor(event);
    // Only this note was closed, or the socket for a reason that coming back does not mend. Otherwise the socket comes
    // back by itself, and the note with it.
    // A message that the server does not take came from a note with something to send: the others on the socket stay.
    const isOurs = remedy.remedy === 'stop' && (this.#known.waiting > 0 || remedy.kind === 'outdated');
    if (this.#options.socket.isConnected || isOurs) this.#handle(remedy);
    else if (remedy.remedy === 'refresh') this.#options.tokens.forget();
  }

  #handle(remedy: Remedy): void {
    if (remedy.remedy === 'stop') {
      this.#know({ type: 'refused', kind: remedy.kind });
      this.#status.set({ refusal: remedy.kind });
      this.provider.detach();
      if (remedy.kind === 'outdated') askForReload('outdated');
      return;
    }
    if (remedy.remedy === 'refresh') this.#options.tokens.forget();
    const wait_ms = Math.min(retry_ms_max, 500 * 2 ** this.#retries++) * (0.5 + Math.random() / 2);
    this.#after('retry', wait_ms, () => this.provider.retry());
  }

  #know(event: SyncEvent): void {
    const before = this.#known;
    this.#known = transition(before, event);
    if (this.#known === before) return;
    if (this.#known.patience !== before.patience) this.#wentForward(before.link);
    if (this.#known.link !== before.link) this.#linkChanged(before.link === 'in_step');
    if (isStuck(this.#known) && !isStuck(before)) this.#tabs.leave();
    else if (this.isInStep) this.#tabs.comeBack();
    this.#replica.keepWaiting(this.#known.waiting);
    this.#show();
  }

  #wentForward(from: SyncMachine['link']): void {
    this.#bePatient();
    if (from !== 'in_step' || this.#known.link !== 'in_step') return;
    // What was acknowledged waits no more; what still waits was typed a round trip ago at most.
    this.#replica.typed = undefined;
    this.#typed();
  }

  #bePatient(): void {
    this.#after('overdue', overdue_after_ms, () => this.#know({ type: 'overdue' }));
  }

  #linkChanged(wasInStep: boolean): void {
    if (this.#known.link === 'in_step') this.#absence.meet();
    else if (wasInStep) this.#absence.part();
  }

  #show(): void {
    const next = syncState(this.#known);
    const shown = this.#status.get().sync;
    if (this.isInStep) this.#status.set({ savedAt: this.#options.surroundings.now() });
    if (next.word === shown.word && next.reason === shown.reason && next.waiting === shown.waiting) return;
    if (next.word === 'saved' && shown.word === 'saving') {
      this.#after('settle', settle_ms, () => this.#status.set({ sync: syncState(this.#known) }));
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
