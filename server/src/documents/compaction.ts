/**
 * Keeps tails short: notes whose log has grown are compacted one after the other, in a worker thread with a database
 * connection of its own. The event loop that people type on only sends an id and hears how it went.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Counter, Histogram } from 'prom-client';
import type { Context } from '../platform/context.ts';
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

/** A thread gives the memory that it used back when it ends, and not before. */
const idle_ms_max = 5_000;

export class Compaction {
  readonly #ctx: Context;
  readonly #options: CompactionOptions;
  readonly #metrics: ReturnType<typeof makeMetrics>;
  readonly #wanted = new Map<string, CompactionOrder>();
  #worker: Worker | null = null;
  #resting: NodeJS.Timeout | undefined;
  #current: string | null = null;
  #isStopped = false;

  constructor(ctx: Context, options: CompactionOptions) {
    this.#ctx = ctx;
    this.#options = options;
    this.#metrics = makeMetrics(ctx);
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
    clearTimeout(this.#resting);
    await this.#worker?.terminate();
  }

  #next(): void {
    const [order] = this.#wanted.values();
    if (this.#current !== null) return;
    clearTimeout(this.#resting);
    if (order === undefined) {
      this.#resting = setTimeout(() => this.#rest(), idle_ms_max).unref();
      return;
    }
    this.#wanted.delete(order.note_id);
    this.#current = order.note_id;
    this.#worker ??= this.#startWorker();
    this.#worker.postMessage(order);
  }

  #rest(): void {
    const worker = this.#worker;
    this.#worker = null;
    void worker?.terminate();
  }

  #startWorker(): Worker {
    const worker = new Worker(new URL('./compaction-worker.ts', import.meta.url), {
      workerData: this.#ctx.database,
    });
    // It must not keep a process alive that has nothing else to do.
    worker.unref();
    worker.on('message', (answer: CompactionAnswer) => this.#heard(answer));
    worker.on('error', (error) => this.#ctx.log.error({ err: error }, 'the compaction worker broke'));
    void once(worker, 'exit').then(() => {
      if (this.#worker !== worker) return;
      const note_id = this.#current;
      this.#worker = null;
      this.#current = null;
      if (this.#isStopped) return;
      if (note_id !== null) this.#metrics.compactions.inc({ outcome: 'failed' });
      this.#next();
    });
    return worker;
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
