/**
 * Asks about the lives of notes. Answers are made in a worker thread: a long life takes a hundred milliseconds and more,
 * in which nobody's keystroke would go on.
 */
import { Histogram } from 'prom-client';
import { AskedThread } from '../platform/asked-thread.ts';
import type { Context } from '../platform/context.ts';
import type { Answers, Question } from './answers.ts';

/** Questions that wait: beyond it the thread has more to do than it gets done. */
const questions_max = 100;

/** Whoever looks at a history asks again and again. */
const idle_ms_max = 60_000;

export class History {
  readonly #seconds: Histogram;
  readonly #thread: AskedThread<Question, unknown>;

  constructor(ctx: Context) {
    this.#seconds = new Histogram({
      name: 'scriptorium_history_answer_duration_seconds',
      help: 'From a question about a note’s history to its answer, the wait for others included',
      labelNames: ['kind'],
      buckets: [0.01, 0.03, 0.1, 0.3, 1, 5],
      registers: [ctx.metrics],
    });
    this.#thread = new AskedThread(ctx, {
      url: new URL('./history-worker.ts', import.meta.url),
      name: 'history',
      ...{ idle_ms_max, questions_max },
      busy: 'Too many people look at histories just now. Try again shortly.',
      broken: 'The history could not be read. Try again.',
    });
  }

  /** @throws ApiError unavailable while too much is asked, or when the thread broke */
  async ask<Kind extends Question['kind']>(question: Question & { kind: Kind }): Promise<Answers[Kind]> {
    const endTimer = this.#seconds.startTimer({ kind: question.kind });
    try {
      return (await this.#thread.ask(question)) as Answers[Kind];
    } finally {
      endTimer();
    }
  }

  /** Whoever waits for an answer is told that there is none. */
  stop(): Promise<void> {
    return this.#thread.stop();
  }
}
