/**
 * The durable log's way in: updates of all notes gather while one commit is in flight, and the next takes them all.
 *
 *   add ──► queue ──► [one commit] ──► committed: other instances hear of it, acks of these notes go out
 *             ▲             │ failed
 *             └── kept ◄────┘ tried again with backoff, for ever; nothing is dropped (D3)
 *
 * Gather: commits begin at least `gather_ms` apart. Who types alone is never held up by it (people press ten keys a
 * second); where many type, a commit takes what came in that time, and costs a tenth of as many commits of one.
 * A connection lost in the middle of a commit leaves open whether it happened: that is asked before it is tried again.
 * Each note knows the ticket (a running number) of its latest update; it is settled once that ticket is committed.
 * A statement that Postgres refuses for one note must not hold up the others: such a batch is tried note by note, and
 * what is refused alone is reported and leaves the queue unacknowledged (its senders keep it and are told).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Context } from '../platform/context.ts';
import { isDatabaseUnavailable, type Tx, transaction } from '../platform/db.ts';
import { appendUpdates, type Committed, drawCommitId, findCommit, type LoggedUpdate } from './append.ts';

export interface PendingUpdate extends LoggedUpdate {
  /** The note's title after this update, where it changed. */
  title?: string;
  /** Told the seq that it got. */
  onSeq?: ((seq: number) => void) | undefined;
}

/** What a commit added to a note, with the bytes. */
export interface CommittedUpdates extends Committed {
  updates: Uint8Array[];
}

export interface GroupCommitOptions {
  /** Derived rows that must not disagree with the log: written in the same transaction, where a title changed. */
  saveTitles(tx: Tx, batch: readonly PendingUpdate[]): Promise<void>;
  /** After the commit and before the acks; synchronous. */
  onCommitted(commits: readonly CommittedUpdates[]): void;
  /** Postgres will never take this note's updates (the note is gone, say). */
  onRefused(note_id: string, error: unknown): void;
}

/** Updates a transaction takes at most; at 30 bytes a keystroke a commit stays below a megabyte. */
const batch_updates_max = 5_000;
const batch_bytes_max = 8 * 1024 * 1024;
const retry_ms_max = 2_000;
/** Two thousand times what a commit takes as a rule; longer, and its connection is taken for dead. */
const commit_ms_max = 10_000;
/**
 * Between the beginnings of two commits. Where other instances wait for what was committed, it is as short as pays;
 * on a single instance only acks wait. Measured with 1,500 keystrokes a second: a commit costs the server 0.3 ms of CPU.
 */
const gather_ms = { alone: 30, with_others: 2 };

interface Queued extends PendingUpdate {
  ticket: number;
}

interface NoteState {
  /** Of the latest update. */
  ticket: number;
  waiting: { ticket: number; callback: (outcome: Outcome) => void }[];
}

type Outcome = 'committed' | 'refused';

export class GroupCommit {
  readonly #ctx: Context;
  readonly #options: GroupCommitOptions;
  readonly #metrics: ReturnType<typeof makeMetrics>;
  readonly #gather_ms: number;
  #queue: Queued[] = [];
  #queueBytes = 0;
  #notes = new Map<string, NoteState>();
  #ticket = 0;
  #running: Promise<void> | null = null;
  /** When the latest commit began; `performance.now()`. */
  #began_ms = 0;
  /** Of its own: to ask the pool for one each time costs more than the rest. Null: none, or the last one broke. */
  #connection: Tx | null = null;
  /** A commit whose outcome nobody knows: exactly these updates, under this id. */
  #unsure: { batch: readonly Queued[]; commit_id: number } | null = null;
  #stopped = new AbortController();

  constructor(ctx: Context, options: GroupCommitOptions) {
    this.#ctx = ctx;
    this.#options = options;
    this.#gather_ms = ctx.config.redisUrl === null ? gather_ms.alone : gather_ms.with_others;
    this.#metrics = makeMetrics(ctx, () => ({ updates: this.#queue.length, bytes: this.#queueBytes }));
  }

  /** Bytes that wait for their commit. */
  get queueBytes(): number {
    return this.#queueBytes;
  }

  add(update: PendingUpdate): void {
    this.#ticket += 1;
    const state = this.#notes.get(update.note_id);
    if (state) state.ticket = this.#ticket;
    else this.#notes.set(update.note_id, { ticket: this.#ticket, waiting: [] });
    this.#queue.push({ ...update, ticket: this.#ticket });
    this.#queueBytes += update.update.length;
    this.#running ??= this.#run();
  }

  /** Calls back once everything that the note has now is committed; at once, synchronously, when it is already. */
  whenSettled(note_id: string, callback: (outcome: Outcome) => void): void {
    const state = this.#notes.get(note_id);
    if (state) state.waiting.push({ ticket: state.ticket, callback });
    else callback('committed');
  }

  settled(note_id: string): Promise<Outcome> {
    return new Promise((resolve) => this.whenSettled(note_id, resolve));
  }

  /**
   * Waits until the queue is empty.
   * @returns the number of updates that could not be committed within `ms`: they were never acknowledged
   */
  async drain(ms: number): Promise<number> {
    const deadline = sleep(ms, undefined, { ref: false });
    while (
      this.#running &&
      (await Promise.race([this.#running.then(() => true), deadline.then(() => false)]))
    );
    this.#stopped.abort();
    // With a commit still under way it is ended hard: the server is about to go.
    this.#release(this.#running !== null);
    return this.#queue.length;
  }

  async #run(): Promise<void> {
    // The updates of one turn of the event loop share the first commit.
    await new Promise(setImmediate);
    let failures = 0;
    while (this.#queue.length > 0 && !this.#stopped.signal.aborted) {
      await this.#gather();
      const batch = this.#unsure?.batch ?? this.#nextBatch();
      let committed: Committed[];
      try {
        committed = await this.#commitOnce(batch);
      } catch (error) {
        failures += 1;
        await this.#recover(batch, error, failures);
        continue;
      }
      // Not within the try: what goes wrong from here on is no reason to commit the batch a second time.
      if (failures > 0) this.#ctx.log.info({ failures }, 'saving works again');
      failures = 0;
      this.#finish(batch, committed);
    }
    this.#running = null;
  }

  async #gather(): Promise<void> {
    const wait_ms = this.#began_ms + this.#gather_ms - performance.now();
    if (wait_ms >= 1) await sleep(wait_ms);
    this.#began_ms = performance.now();
  }

  /** The head of the queue; it stays there until it is committed. */
  #nextBatch(): Queued[] {
    let bytes = 0;
    let count = 0;
    for (const { update } of this.#queue) {
      bytes += update.length;
      if (count > 0 && (bytes > batch_bytes_max || count >= batch_updates_max)) break;
      count += 1;
    }
    return this.#queue.slice(0, count);
  }

  /** The batch is committed when this returns; where the last try's outcome is unknown, that is found out first. */
  async #commitOnce(batch: readonly Queued[]): Promise<Committed[]> {
    if (this.#unsure) {
      const { commit_id } = this.#unsure;
      const ids = [...new Set(batch.map(({ note_id }) => note_id))];
      const committed = await transaction(this.#ctx.db, (tx) => findCommit(tx, ids, commit_id));
      this.#unsure = null;
      if (committed.length > 0) return committed;
    }
    return this.#commit(batch);
  }

  async #commit(batch: readonly Queued[]): Promise<Committed[]> {
    const end = this.#metrics.seconds.startTimer();
    const commit_id = drawCommitId();
    try {
      const committed = await this.#write(batch, commit_id);
      this.#metrics.updates.observe(batch.length);
      end();
      return committed;
    } catch (error) {
      if (isDatabaseUnavailable(error)) this.#unsure = { batch, commit_id };
      throw error;
    }
  }

  /** One statement, or a transaction where a title is to be saved with it. */
  async #write(batch: readonly Queued[], commit_id: number): Promise<Committed[]> {
    this.#connection ??= await this.#ctx.db.connect();
    const tx = this.#connection;
    const hasTitle = batch.some(({ title }) => title !== undefined);
    const timer = setTimeout(() => this.#release(true), commit_ms_max);
    try {
      if (!hasTitle) return await appendUpdates(tx, batch, commit_id);
      await tx.query('begin');
      const appended = await appendUpdates(tx, batch, commit_id);
      await this.#options.saveTitles(tx, batch);
      await tx.query('commit');
      return appended;
    } catch (error) {
      // Whatever it was in the middle of ends with it.
      this.#release(true);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param broken it is closed instead of going back to the pool; a query that waits on it fails */
  #release(broken: boolean): void {
    this.#connection?.release(broken);
    this.#connection = null;
  }

  async #recover(batch: readonly Queued[], error: unknown, failures: number): Promise<void> {
    this.#metrics.failures.inc();
    const reason = error instanceof Error ? error.message : String(error);
    if (isDatabaseUnavailable(error) || isPassing(error)) {
      if (failures === 1 || failures % 30 === 0)
        this.#ctx.log.error({ error: reason, failures }, 'cannot save, trying again');
      const delay_ms = Math.min(50 * 2 ** Math.min(failures, 10), retry_ms_max);
      await sleep(delay_ms, undefined, { signal: this.#stopped.signal }).catch(() => undefined);
      return;
    }
    this.#ctx.log.error({ err: error }, 'a batch was refused, trying note by note');
    await this.#commitNoteByNote(batch);
  }

  async #commitNoteByNote(batch: readonly Queued[]): Promise<void> {
    for (const [note_id, updates] of Map.groupBy(batch, (update) => update.note_id)) {
      let committed: Committed[];
      try {
        committed = await this.#commit(updates);
      } catch (error) {
        if (isDatabaseUnavailable(error) || isPassing(error)) return; // all of the rest stays queued
        this.#ctx.log.error(
          { err: error, note_id, updates: updates.length },
          'the database refuses a note’s updates',
        );
        this.#remove(updates, 'refused');
        this.#options.onRefused(note_id, error);
        continue;
      }
      this.#finish(updates, committed);
    }
  }

  #finish(batch: readonly Queued[], committed: readonly Committed[]): void {
    const updates = Map.groupBy(batch, ({ note_id }) => note_id);
    for (const { note_id, first_seq } of committed) {
      for (const [index, { onSeq }] of (updates.get(note_id) ?? []).entries()) onSeq?.(first_seq + index);
    }
    this.#options.onCommitted(
      committed.map((each) => ({
        ...each,
        updates: (updates.get(each.note_id) ?? []).map(({ update }) => update),
      })),
    );
    this.#remove(batch, 'committed');
  }

  #remove(batch: readonly Queued[], outcome: Outcome): void {
    const last = new Map(batch.map(({ note_id, ticket }) => [note_id, ticket]));
    const isHead = batch.every((update, index) => this.#queue[index] === update);
    const gone = new Set(isHead ? [] : batch);
    this.#queue = isHead
      ? this.#queue.slice(batch.length)
      : this.#queue.filter((update) => !gone.has(update));
    for (const { update } of batch) this.#queueBytes -= update.length;
    for (const [note_id, ticket] of last) this.#settle(note_id, ticket, outcome);
  }

  #settle(note_id: string, ticket: number, outcome: Outcome): void {
    const state = this.#notes.get(note_id);
    if (!state) return;
    if (state.ticket <= ticket) this.#notes.delete(note_id);
    const [done, waiting] = [[], []] as [NoteState['waiting'], NoteState['waiting']];
    for (const waiter of state.waiting) (waiter.ticket <= ticket ? done : waiting).push(waiter);
    state.waiting = waiting;
    for (const { callback } of done) callback(outcome);
  }
}

/** Faults of the moment that a second try mends: serialization, deadlock, lock and statement timeouts. */
function isPassing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['40001', '40P01', '55P03', '57014'].includes(code);
}

function makeMetrics(ctx: Context, queue: () => { updates: number; bytes: number }) {
  const registers = [ctx.metrics];
  for (const unit of ['updates', 'bytes'] as const) {
    new Gauge({
      name: `scriptorium_save_queue_${unit}`,
      help: `Updates that wait for their commit, in ${unit}`,
      registers,
      collect() {
        this.set(queue()[unit]);
      },
    });
  }
  return {
    seconds: new Histogram({
      name: 'scriptorium_commit_duration_seconds',
      help: 'One group commit, from begin to committed',
      buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.5, 2],
      registers,
    }),
    updates: new Histogram({
      name: 'scriptorium_commit_updates',
      help: 'Updates in one group commit',
      buckets: [1, 3, 10, 30, 100, 1000],
      registers,
    }),
    failures: new Counter({
      name: 'scriptorium_commit_failures_total',
      help: 'Group commits that failed',
      registers,
    }),
  };
}
