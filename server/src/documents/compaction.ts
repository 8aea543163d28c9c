/**
 * Keeps tails short: notes whose log has grown are compacted one after the other, in a worker thread with a database
 * connection of its own. The event loop that people type on only sends an id and hears how it went.
 */
import { Counter, Histogram } from 'prom-client';
import type { Context } from '../platform/context.ts';
import { Thread } from '../platform/thread.ts';
import type { Compacted } from './compact.ts';

export interface CompactionOrder {
  note_id: string;
  /** With fewer updates in the note's log it is not worth while: another instance may have done it. */
  updates_min: number;
}

export interface CompactionAnswer {
  note_id: string;
  /** Null: another instance was at it. */
  compacted: Compacted | null;
  error?: string;
  ms: number;
}

export interface CompactionOptions {
  onCompacted(note_id: string, compacted: Compacted): void;
}

/** Compactions take memory, and come one after the other or seldom. */
const idle_ms_max = 5_000;

export class Compaction {
  readonly #ctx: Context;
  readonly #options: CompactionOptions;
  readonly #metrics: ReturnType<typeof makeMetrics>;
  readonly #wanted = new Map<string, CompactionOrder>();
  readonly #thread: Thread<CompactionOrder, CompactionAnswer>;
  #current: string | null = null;
  #isStopped = false;

  constructor(ctx: Context, options: CompactionOptions) {
    this.#ctx = ctx;
    this.#options = options;
    this.#metrics = makeMetrics(ctx);
    this.#thread = new Thread(ctx, {
      url: new URL('./compaction-worker.ts', import.meta.url),
      name: 'compaction',
      idle_ms_max,
      onAnswer: (answer) => this.#heard(answer),
      onBroken: () => this.#broken(),
    });
  }

  /** Soon. @returns false when it was wanted already, or is under way */
  want(order: CompactionOrder): boolean {
    if (this.#isStopped || this.#current === order.note_id || this.#wanted.has(order.note_id)) return false;
    this.#wanted.set(order.note_id, order);
    this.#next();
    return true;
  }

  /** Gives up what is under way: its transaction rolls back. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#thread.stop();
  }

  #next(): void {
    const [order] = this.#wanted.values();
    if (this.#current !== null) return;
    if (order === undefined) {
      this.#thread.rest();
      return;
    }
    this.#wanted.delete(order.note_id);
    this.#current = order.note_id;
    this.#thread.send(order);
  }

  #broken(): void {
    if (this.#current !== null) this.#metrics.compactions.inc({ outcome: 'failed' });
    this.#current = null;
    this.#next();
  }

  #heard({ note_id, compacted, error, ms }: CompactionAnswer): void {
    this.#current = null;
    this.#metrics.seconds.observe(ms / 1000);
    const outcome = error ? 'failed' : compacted?.updates ? 'done' : 'nothing';
    this.#metrics.compactions.inc({ outcome });
    // Nothing depends on it (D5): the note asks again once its log has grown further.
    if (error) this.#ctx.log.warn({ error, note_id }, 'a note was not compacted');
    else this.#ctx.log.debug({ note_id, ms, ...compacted }, 'compacted');
    if (compacted) this.#options.onCompacted(note_id, compacted);
    this.#next();
  }
}

function makeMetrics(ctx: Context) {
  const registers = [ctx.metrics];
  return {
    compactions: new Counter({
      name: 'scriptorium_compactions_total',
      help: 'Compactions by outcome: done, nothing (another instance did it), failed',
      labelNames: ['outcome'],
      registers,
    }),
    seconds: new Histogram({
      name: 'scriptorium_compaction_duration_seconds',
      help: 'One compaction, in its worker thread',
      buckets: [0.01, 0.05, 0.2, 1, 5],
      registers,
    }),
  };
}
