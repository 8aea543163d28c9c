/**
 * A worker thread that is there while it is needed: started by the first message, ended when nobody has had one for it
 * for a while (a thread gives the memory that it used back when it ends, and not before), and started again after a
 * fault. It has the database in its `workerData`.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Context } from './context.ts';

export interface ThreadOptions<Answer> {
  /** The module that it runs. */
  url: URL;
  /** For the log. */
  name: string;
  idle_ms_max: number;
  onAnswer(answer: Answer): void;
  /** It ended by itself: what it was about to answer is not coming. */
  onBroken(): void;
}

export class Thread<Message, Answer> {
  readonly #ctx: Context;
  readonly #options: ThreadOptions<Answer>;
  #worker: Worker | null = null;
  #resting: NodeJS.Timeout | undefined;

  constructor(ctx: Context, options: ThreadOptions<Answer>) {
    this.#ctx = ctx;
    this.#options = options;
  }

  send(message: Message): void {
    clearTimeout(this.#resting);
    this.#worker ??= this.#start();
    this.#worker.postMessage(message);
  }

  /** Nothing is to be answered just now. */
  rest(): void {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => void this.stop(), this.#options.idle_ms_max).unref();
  }

  /** Gives up what is under way. */
  async stop(): Promise<void> {
    clearTimeout(this.#resting);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  #start(): Worker {
    const { url, name, onAnswer, onBroken } = this.#options;
    const worker = new Worker(url, { workerData: this.#ctx.database });
    // It must not keep a process alive that has nothing else to do.
    worker.unref();
    worker.on('message', onAnswer);
    worker.on('error', (error) => this.#ctx.log.error({ err: error }, `the ${name} thread broke`));
    void once(worker, 'exit').then(() => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      onBroken();
    });
    return worker;
  }
}
