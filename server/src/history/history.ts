/**
 * Asks about the lives of notes. Answers are made in a worker thread: a long life takes a hundred milliseconds and more,
 * in which nobody's keystroke would go on.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Histogram } from 'prom-client';
import type { Context } from '../platform/context.ts';
import { ApiError } from '../platform/problem.ts';
import type { Answers, Question } from './answers.ts';

/** What the thread says. */
export type Heard = { id: number; answer: unknown } | { id: number; error: unknown };

/** Questions that wait: beyond it the thread has more to do than it gets done. */
const questions_max = 100;

/** A thread that nobody asks ends, and with it goes what it had in memory. */
const idle_ms_max = 60_000;

interface Asked {
  resolve: (answer: unknown) => void;
  reject: (error: unknown) => void;
}

export class History {
  readonly #ctx: Context;
  readonly #asked = new Map<number, Asked>();
  readonly #seconds: Histogram;
  #worker: Worker | null = null;
  #resting: NodeJS.Timeout | undefined;
  #last = 0;

  constructor(ctx: Context) {
    this.#ctx = ctx;
    this.#seconds = new Histogram({
      name: 'scriptorium_history_answer_duration_seconds',
      help: 'From a question about a note’s history to its answer, the wait for others included',
      labelNames: ['kind'],
      buckets: [0.01, 0.03, 0.1, 0.3, 1, 5],
      registers: [ctx.metrics],
    });
  }

  /** @throws ApiError unavailable while too much is asked, or when the thread broke */
  async ask<Kind extends Question['kind']>(question: Question & { kind: Kind }): Promise<Answers[Kind]> {
    if (this.#asked.size >= questions_max) {
      throw new ApiError('unavailable', 'Too many people look at histories just now. Try again shortly.', {
        retry_after_seconds: 5,
      });
    }
    const endTimer = this.#seconds.startTimer({ kind: question.kind });
    const id = ++this.#last;
    const answer = new Promise<unknown>((resolve, reject) => this.#asked.set(id, { resolve, reject }));
    this.#worker ??= this.#startWorker();
    this.#worker.postMessage({ id, question });
    clearTimeout(this.#resting);
    try {
      return (await answer) as Answers[Kind];
    } finally {
      this.#asked.delete(id);
      endTimer();
      if (this.#asked.size === 0) this.#resting = setTimeout(() => this.#rest(), idle_ms_max).unref();
    }
  }

  async stop(): Promise<void> {
    clearTimeout(this.#resting);
    await this.#worker?.terminate();
  }

  #rest(): void {
    const worker = this.#worker;
    this.#worker = null;
    void worker?.terminate();
  }

  #startWorker(): Worker {
    const worker = new Worker(new URL('./history-worker.ts', import.meta.url), {
      workerData: this.#ctx.database,
    });
    // It must not keep a process alive that has nothing else to do.
    worker.unref();
    worker.on('message', (heard: Heard) => {
      const asked = this.#asked.get(heard.id);
      if ('error' in heard) asked?.reject(heard.error);
      else asked?.resolve(heard.answer);
    });
    worker.on('error', (error) => this.#ctx.log.error({ err: error }, 'the history thread broke'));
    void once(worker, 'exit').then(() => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      const gone = new ApiError('unavailable', 'The history could not be read. Try again.', {
        retry_after_seconds: 1,
      });
      for (const { reject } of this.#asked.values()) reject(gone);
    });
    return worker;
  }
}
