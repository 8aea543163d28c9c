/** Takes away the words of comments that were deleted a day ago (C4). */
import type { Context } from '../platform/context.ts';
import { type Job, startJob } from '../platform/jobs.ts';

const sweep_every_ms = 10 * 60_000;

/** At once, then every ten minutes. Instances may sweep at the same time. */
export function sweepComments(ctx: Context): Job {
  return startJob(ctx, {
    every_ms: sweep_every_ms,
    failure: 'deleted comments could not be swept; trying again',
    work: () => takeWords(ctx),
  });
}

async function takeWords(ctx: Context): Promise<void> {
  await ctx.db.query(
    `update comments set text = '', mentions = '[]'
     where is_deleted and text <> '' and deleted_at < now() - interval '1 day'`,
  );
}
