/**
 * The comments of one note while it is open:
 *
 *   copy on this device ──► rows ◄── answers of the server, whenever something changed
 *                            │
 *                            ▼   what waits in the queue applied over them
 *                          threads, as they are shown
 *
 * An act that leaves the queue is done: it becomes part of the rows at that moment, so that nothing flickers, and what the
 * server says of it comes a moment later and counts. It says so also where the act came too late to change anything.
 */
import type { Anchor, Comments } from '@scriptorium/shared/api/comments.ts';
import type { Account } from '../account/account.ts';
import type { QueuedOperation } from '../account/account-store.ts';
import type { CommentOn } from '../account/operations.ts';
import { type Readable, Store } from '../store.ts';
import { type CommentAct, operationOf } from './acts.ts';
import type { CommentCopies } from './comment-copies.ts';
import { applyAct, type CommentPerson, type CommentRows, mergeAnswer, no_rows } from './comment-rows.ts';
import { type ShownThread, shownThreads } from './threads.ts';

export interface CommentsState {
  /** The oldest first. */
  threads: readonly ShownThread[];
  people: ReadonlyMap<string, CommentPerson>;
  /** As far as the person has seen them, and as far as there is something. */
  readSeq: number;
  seq: number;
  /** There is something to show, if only an old copy. */
  isLoaded: boolean;
  /** The last attempt to ask the server failed. */
  error: Error | null;
}

/** The server, as far as it is asked here. */
export interface CommentsServer {
  list(noteId: string, since: number, signal: AbortSignal): Promise<Comments>;
  markRead(noteId: string, seq: number): Promise<void>;
  setAnchor(noteId: string, threadId: string, anchor: Anchor): Promise<void>;
}

export interface NoteCommentsOptions {
  noteId: string;
  personId: string;
  account: Pick<Account, 'state' | 'actions'>;
  copies: Pick<CommentCopies, 'find' | 'keep' | 'forget'>;
  server: CommentsServer;
  now?: () => number;
}

type QueuedComment = QueuedOperation & { operation: CommentOn };

export class NoteComments {
  readonly state: Readable<CommentsState>;
  readonly #state = new Store<CommentsState>({
    threads: [],
    people: new Map(),
    readSeq: 0,
    seq: 0,
    isLoaded: false,
    error: null,
  });
  readonly #options: NoteCommentsOptions;
  readonly #life = new AbortController();
  #rows: CommentRows = no_rows;
  #readSeq = 0;
  /** What of the queue is about this note. */
  #queued: QueuedComment[] = [];
  #asking: Promise<void> | null = null;
  #isAskedAgain = false;

  constructor(options: NoteCommentsOptions) {
    this.#options = options;
    this.state = this.#state;
    this.#queued = this.#ownQueue();
    const unsubscribe = options.account.state.subscribe(() => this.#queueChanged());
    this.#life.signal.addEventListener('abort', unsubscribe);
    void this.#begin();
  }

  /** Asks the server what changed. Never rejects: the state says what came of it. */
  refresh(): Promise<void> {
    // What is being answered may be older than what is asked for now.
    if (this.#asking !== null) this.#isAskedAgain = true;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
      if (this.#isAskedAgain && !this.#life.signal.aborted) {
        this.#isAskedAgain = false;
        void this.refresh();
      }
    });
    return this.#asking;
  }

  async do(act: CommentAct): Promise<void> {
    await this.#options.account.actions.comment(operationOf(this.#options.noteId, act));
  }

  /** The person has seen what there is. Told to the server as far as it can be; the next time otherwise. */
  markRead(): void {
    if (this.#readSeq >= this.#rows.seq) return;
    this.#readSeq = this.#rows.seq;
    this.#show();
    this.#keep();
    this.#tellRead();
  }

  /** What a thread is about is now there. A hint for others: where it fails, they find the quote by its words. */
  setAnchor(threadId: string, anchor: Anchor): void {
    const { server, noteId } = this.#options;
    server.setAnchor(noteId, threadId, anchor).catch(() => {});
  }

  destroy(): void {
    this.#life.abort();
  }

  async #begin(): Promise<void> {
    const copy = await this.#options.copies.find(this.#options.noteId);
    if (this.#life.signal.aborted) return;
    if (copy && this.#rows === no_rows) {
      this.#rows = {
        threads: new Map(copy.threads.map((each) => [each.id, each])),
        comments: new Map(copy.comments.map((each) => [each.id, each])),
        people: new Map(copy.people.map((each) => [each.id, each])),
        seq: copy.seq,
      };
      this.#readSeq = copy.read_seq;
      this.#state.set({ isLoaded: true });
    }
    this.#show();
    await this.refresh();
  }

  async #ask(): Promise<void> {
    const { noteId, server, copies } = this.#options;
    const { signal } = this.#life;
    try {
      for (let isMore = true; isMore; ) {
        const since = this.#rows.seq;
        const answer = await server.list(noteId, since, signal);
        if (signal.aborted) return;
        // A server that was set back counts anew.
        const isSetBack = answer.head_seq < since;
        this.#rows = isSetBack ? no_rows : mergeAnswer(this.#rows, answer);
        this.#readSeq = isSetBack ? 0 : Math.max(this.#readSeq, answer.read_seq);
        isMore = isSetBack || answer.seq < answer.head_seq;
        if (!isMore && this.#readSeq > answer.read_seq) this.#tellRead();
      }
      this.#state.set({ isLoaded: true, error: null });
      this.#show();
      this.#keep();
    } catch (error) {
      if (signal.aborted) return;
      this.#state.set({ error: error as Error });
      const { kind } = error as { kind?: string };
      if (kind === 'not_found') await copies.forget(noteId);
    }
  }

  #tellRead(): void {
    const { server, noteId } = this.#options;
    server.markRead(noteId, this.#readSeq).catch(() => {});
  }

  #queueChanged(): void {
    const queued = this.#ownQueue();
    const isSame =
      queued.length === this.#queued.length && queued.every((entry, i) => isEqual(entry, this.#queued[i]));
    if (isSame) return;
    const gone = this.#queued.filter((entry) => !queued.some(({ order }) => order === entry.order));
    this.#queued = queued;
    const done = gone.filter((entry) => isDone(entry, queued));
    for (const { operation } of done) this.#apply(operation);
    this.#show();
    if (done.length === 0) return;
    this.#keep();
    void this.refresh();
  }

  #ownQueue(): QueuedComment[] {
    const { account, noteId } = this.#options;
    return account.state
      .get()
      .queue.filter(
        (entry): entry is QueuedComment =>
          entry.operation.kind === 'comment' && entry.operation.note_id === noteId,
      );
  }

  /** What the server refused is not shown as if it had been done, and neither is what waits behind it. */
  #effective(): QueuedComment[] {
    const { problems } = this.#options.account.state.get();
    const held = new Set(
      problems.flatMap(({ entry, behind }) => [entry, ...behind].map(({ order }) => order)),
    );
    return this.#queued.filter(({ order }) => !held.has(order));
  }

  #apply({ act, at }: CommentOn): void {
    this.#rows = applyAct(this.#rows, act, at, this.#options.personId);
  }

  #show(): void {
    const { personId } = this.#options;
    const entries = this.#effective();
    const rows = entries.reduce(
      (applied, { operation: { act, at } }) => applyAct(applied, act, at, personId),
      this.#rows,
    );
    const waiting = new Set(entries.flatMap(({ operation: { act } }) => waitingIn(act)));
    this.#state.set({
      threads: shownThreads(rows, { personId, readSeq: this.#readSeq, waiting }),
      people: rows.people,
      readSeq: this.#readSeq,
      seq: rows.seq,
    });
  }

  #keep(): void {
    const { noteId, copies, now = Date.now } = this.#options;
    const { threads, comments, people, seq } = this.#rows;
    void copies.keep({
      note_id: noteId,
      threads: [...threads.values()],
      comments: [...comments.values()],
      people: [...people.values()],
      seq,
      read_seq: this.#readSeq,
      used_at: now(),
    });
  }
}

/** Neither discarded nor made needless by a later one. */
function isDone({ operation, state }: QueuedComment, queue: readonly QueuedComment[]): boolean {
  const isReplaced = queue.some((entry) => entry.operation.aspect === operation.aspect);
  return state.name !== 'set_aside' && !isReplaced;
}

function isEqual(one: QueuedComment, other: QueuedComment | undefined): boolean {
  return one.order === other?.order && one.state.name === other.state.name;
}

function waitingIn(act: CommentAct): string[] {
  return 'comment_id' in act ? [act.comment_id] : [];
}
