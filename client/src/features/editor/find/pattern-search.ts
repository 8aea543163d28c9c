/** A pattern's work in a thread of its own, which is ended when it takes too long (`(a+)+$` may take for ever). */
import type { PatternAnswer, PatternRequest } from './pattern.worker.ts';
import type { FindQuery, Hit } from './search.ts';

const patience_ms = 1_500;

export class PatternSearch {
  #worker: Worker | null = null;
  #count = 0;

  /** @returns the hits of each text; `null` when it took too long, or when something newer was asked for */
  async search(query: FindQuery, texts: string[], template?: string): Promise<Hit[][] | 'slow' | null> {
    const worker = this.#start();
    const id = ++this.#count;
    return new Promise((resolve) => {
      const done = (result: Hit[][] | 'slow' | null) => {
        clearTimeout(timer);
        worker.removeEventListener('message', onMessage);
        worker.removeEventListener('error', onError);
        resolve(id === this.#count ? result : null);
      };
      const onMessage = ({ data }: MessageEvent<PatternAnswer>) => data.id === id && done(data.hits);
      const onError = () => done(null);
      const timer = setTimeout(() => {
        if (worker === this.#worker) this.stop();
        done('slow');
      }, patience_ms);
      worker.addEventListener('message', onMessage);
      worker.addEventListener('error', onError);
      const request: PatternRequest = { id, query, texts };
      worker.postMessage(template === undefined ? request : { ...request, template });
    });
  }

  stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }

  #start(): Worker {
    this.#worker ??= new Worker(new URL('./pattern.worker.ts', import.meta.url), { type: 'module' });
    return this.#worker;
  }
}
