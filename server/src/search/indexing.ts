/**
 * The job that keeps search up with the notes (S5): looks at the queue, and has a worker thread with a database
 * connection of its own work it off. A commit writes the row of the queue in its own transaction and waits for nothing.
 *
 *   commit ──► search_queue ──► every `look_every_ms`: is there something? ──► the thread, batch by batch ──► note_texts
 *
 * Instances share the work: a note that one has at hand is passed over by the others.
 */
import { Counter, Gauge } from 'prom-client';
import type { Context } from '../platform/context.ts';
import { isDatabaseUnavailable } from '../platform/db.ts';
import { Thread } from '../platform/thread.ts';
import type { Batch } from './index-batch.ts';
import { findLag, hasDoubts } from './texts.ts';

export type IndexAnswer = { batch: Batch } | { error: unknown };

/** Half of it is what a change waits on average. A look takes a tenth of a millisecond. */
const look_every_ms = 500;
/** Somebody who types is followed twice a second: the thread keeps their note in memory, and gives it back after them. */
const idle_ms_max = 10_000;

export class Indexing {
  readonly #ctx: Context;
  readonly #metrics: ReturnType<typeof makeMetrics>;
  readonly #thread: Thread<'index', IndexAnswer>;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #isWorking = false;
  #isStopped = false;

  constructor(ctx: Context) {
    this.#ctx = ctx;
    this.#metrics = makeMetrics(ctx);
    this.#thread = new Thread(ctx, {
      url: new URL('./index-worker.ts', import.meta.url),
      name: 'search',
      idle_ms_max,
      onAnswer: (answer) => this.#heard(answer),
      onBroken: () => this.#lookLater(),
    });
  }

  start(): void {
    this.#lookLater(0);
  }

  /** Gives up what is under way: its transaction rolls back, and the queue is as it was. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#thread.stop();
    await this.#looking;
  }

  #lookLater(after_ms = look_every_ms): void {
    this.#isWorking = false;
    if (this.#isStopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#looking = this.#look().catch((error) => this.#report(error));
    }, after_ms).unref();
  }

  async #look(): Promise<void> {
    const isDue = await this.#isSomethingDue().catch((error: unknown) => {
      this.#lookLater();
      throw error;
    });
    if (!isDue || this.#isStopped) return this.#lookLater();
    this.#isWorking = true;
    this.#thread.send('index');
  }

  async #isSomethingDue(): Promise<boolean> {
    const lag = await findLag(this.#ctx.db);
    this.#metrics.lag.set(lag ?? 0);
    return lag !== null || hasDoubts(this.#ctx.db);
  }

  #heard(answer: IndexAnswer): void {
    if (!this.#isWorking) return;
    this.#thread.rest();
    if ('error' in answer) {
      this.#report(answer.error);
      this.#lookLater();
      return;
    }
    const { notes, isFull, failed } = answer.batch;
    this.#metrics.notes.inc(notes);
    for (const each of failed)
      this.#ctx.log.warn(each, 'a note was not indexed; it will be when it is changed');
    this.#lookLater(isFull ? 0 : look_every_ms);
  }

  #report(error: unknown): void {
    const level = isDatabaseUnavailable(error) ? 'debug' : 'error';
    this.#ctx.log[level]({ err: error }, 'notes were not indexed for search; trying again');
  }
}

function makeMetrics(ctx: Context) {
  const registers = [ctx.metrics];
  return {
    lag: new Gauge({
      name: 'scriptorium_search_lag_seconds',
      help: 'For how long the change that waits longest has waited to be found by search; 0: nothing waits',
      registers,
    }),
    notes: new Counter({
      name: 'scriptorium_search_notes_total',
      help: 'Notes whose text was derived for search',
      registers,
    }),
  };
}
