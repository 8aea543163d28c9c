/** A worker thread that is asked, and answers: for what takes so long that nobody's keystroke would go on meanwhile. */
import type { Context } from './context.ts';
import { ApiError } from './problem.ts';
import { Thread } from './thread.ts';

/** What the thread hears. */
export interface Asked<Question> {
  id: number;
  question: Question;
}
/** What it says. */
export type Heard = { id: number; answer: unknown } | { id: number; error: unknown };

export interface AskedThreadOptions {
  /** The module that it runs. */
  url: URL;
  /** For the log. */
  name: string;
  idle_ms_max: number;
  /** Questions that wait: beyond it the thread has more to do than it gets done. */
  questions_max: number;
  /** What whoever asks is told then, and when the thread broke. */
  busy: string;
  broken: string;
}

interface Waiting {
  resolve: (answer: unknown) => void;
  reject: (error: unknown) => void;
}

export class AskedThread<Question, Answer> {
  readonly #waiting = new Map<number, Waiting>();
  readonly #options: AskedThreadOptions;
  readonly #thread: Thread<Asked<Question>, Heard>;
  #last = 0;

  constructor(ctx: Context, options: AskedThreadOptions) {
    this.#options = options;
    this.#thread = new Thread(ctx, {
      ...options,
      onAnswer: (heard) => this.#heard(heard),
      onBroken: () => this.#broken(),
    });
  }

  /** @throws ApiError unavailable while too much is asked, or when the thread broke */
  async ask(question: Question): Promise<Answer> {
    if (this.#waiting.size >= this.#options.questions_max) {
      throw new ApiError('unavailable', this.#options.busy, { retry_after_seconds: 5 });
    }
    const id = ++this.#last;
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#thread.send({ id, question });
    try {
      return (await answer) as Answer;
    } finally {
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) this.#thread.rest();
    }
  }

  /** Whoever waits for an answer is told that there is none. */
  async stop(): Promise<void> {
    await this.#thread.stop();
    this.#broken();
  }

  #heard(heard: Heard): void {
    const waiting = this.#waiting.get(heard.id);
    if ('error' in heard) waiting?.reject(heard.error);
    else waiting?.resolve(heard.answer);
  }

  #broken(): void {
    const gone = new ApiError('unavailable', this.#options.broken, { retry_after_seconds: 1 });
    for (const { reject } of this.#waiting.values()) reject(gone);
  }
}
