/**
 * Asks about the lives of notes. Answers are made in a worker thread: a long life takes a hundred milliseconds and more,
 * in which nobody's keystroke would go on.
 */
import { Histogram } from 'prom-client';
import type { Context } from '../platform/context.ts';
import { ApiError } from '../platform/problem.ts';
import { Thread } from '../platform/thread.ts';
import type { Answers, Question } from './answers.ts';

/** What the thread says. */
export type Heard = { id: number; answer: unknown } | { id: number; error: unknown };

/** Questions that wait: beyond it the thread has more to do than it gets done. */
const questions_max = 100;

/** Whoever looks at a history asks again and again. */
const idle_ms_max = 60_000;

interface Asked {
  resolve: (answer: unknown) => void;
  reject: (error: unknown) => void;
}

export class History {
  readonly #asked = new Map<number, Asked>();
  readonly #seconds: Histogram;
  readonly #thread: Thread<{ id: number; question: Question }, Heard>;
  #last = 0;

  constructor(ctx: Context) {
    this.#seconds = new Histogram({
      name: 'scriptorium_history_answer_duration_seconds',
      help: 'From a question about a note’s history to its answer, the wait for others included',
      labelNames: ['kind'],
      buckets: [0.01, 0.03, 0.1, 0.3, 1, 5],
      registers: [ctx.metrics],
    });
    this.#thread = new Thread(ctx, {
      url: new URL('./history-worker.ts', import.meta.url),
      name: 'history',
      idle_ms_max,
      onAnswer: (heard) => this.#heard(heard),
      onBroken: () => this.#broken(),
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
    this.#thread.send({ id, question });
    try {
      return (await answer) as Answers[Kind];
    } finally {
      this.#asked.delete(id);
      endTimer();
      if (this.#asked.size === 0) this.#thread.rest();
    }
  }

  /** Whoever waits for an answer is told that there is none. */
  async stop(): Promise<void> {
    await this.#thread.stop();
    this.#broken();
  }

  #heard(heard: Heard): void {
    const asked = this.#asked.get(heard.id);
    if ('error' in heard) asked?.reject(heard.error);
    else asked?.resolve(heard.answer);
  }

  #broken(): void {
    const gone = new ApiError('unavailable', 'The history could not be read. Try again.', {
      retry_after_seconds: 1,
    });
    for (const { reject } of this.#asked.values()) reject(gone);
  }
}
