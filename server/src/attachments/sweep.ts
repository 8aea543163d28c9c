/** Deletes blobs that no attachment has: of notes that are gone, and of uploads that were cut off (A7). */
import type { Context } from '../platform/context.ts';
import { transaction } from '../platform/db.ts';
import { type Job, startJob } from '../platform/jobs.ts';
import { findUsedBlobs, forgetUnclaimed, holdDueBlobs } from './queries.ts';

const sweep_every_ms = 60_000;
/** A transaction holds a connection, and what it deleted is forgotten when it ends: not too much at once. */
const batch_max = 100;

/** At once, then every minute. Instances may sweep at the same time. */
export function startSweep(ctx: Context): Job {
  return startJob(ctx, {
    every_ms: sweep_every_ms,
    failure: 'blobs could not be swept; trying again',
    work: (signal) => sweepBlobs(ctx, signal),
  });
}

async function sweepBlobs(ctx: Context, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await sweepBatch(ctx)) === batch_max);
}

/** @returns how many were due */
async function sweepBatch(ctx: Context): Promise<number> {
  return transaction(ctx.db, async (tx) => {
    const due = await holdDueBlobs(tx, batch_max);
    if (due.length === 0) return 0;
    // One that a copy has is noted again when the copy goes.
    const used = await findUsedBlobs(tx, due);
    for (const blob_key of due) if (!used.has(blob_key)) await ctx.blobs.delete(blob_key);
    await forgetUnclaimed(tx, due);
    return due.length;
  });
}
