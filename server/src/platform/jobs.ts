/** What an instance does by itself, now and then, for as long as it runs. */
import type { Context } from './context.ts';

export interface Job {
  /** Resolves when nothing of it is under way any more. */
  stop(): Promise<void>;
}

interface JobOptions {
  every_ms: number;
  /** For the log; what was not done is done the next time. */
  failure: string;
  /** Ends soon after it was told to. Instances may do it at the same time. */
  work: (signal: AbortSignal) => Promise<void>;
}

/** At once, then every so often; never twice at a time. */
export function startJob(ctx: Context, { every_ms, failure, work }: JobOptions): Job {
  const stopping = new AbortController();
  let running = Promise.resolve();
  const run = () => {
    running = running
      .then(() => work(stopping.signal))
      .catch((error: unknown) => ctx.log.warn({ err: error }, failure));
  };
  run();
  const timer = setInterval(run, every_ms);
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
