/** Takes away the words of comments that were deleted a day ago (C4). */
import type { Context } from '../platform/context.ts';

const sweep_every_ms = 10 * 60_000;

export interface Sweep {
  /** Resolves when nothing is being swept any more. */
  stop(): Promise<void>;
}

/** At once, then every ten minutes. Instances may sweep at the same time. */
export function sweepComments(ctx: Context): Sweep {
  let sweeping = Promise.resolve();
  const sweep = () => {
    sweeping = sweeping
      .then(() => takeWords(ctx))
      .catch((error: unknown) =>
        ctx.log.warn({ err: error }, 'deleted comments could not be swept; trying again'),
      );
  };
  sweep();
  const timer = setInterval(sweep, sweep_every_ms);
  return {
    async stop() {
      clearInterval(timer);
      await sweeping;
    },
  };
}

async function takeWords(ctx: Context): Promise<void> {
  await ctx.db.query(
    `update comments set text = '', mentions = '[]'
     where is_deleted and text <> '' and deleted_at < now() - interval '1 day'`,
  );
}
