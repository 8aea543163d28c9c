/**
 * Empties the trash of what has been there for `trash_days` (N10). Each instance looks at the start and every hour; two may
 * come to the same note at once: the lock of the tree lets one of them at it, and the other finds it gone.
 */
import { Counter } from 'prom-client';
import type { Context } from '../platform/context.ts';
import { transaction } from '../platform/db.ts';
import { type Job, startJob } from '../platform/jobs.ts';
import { deleteForGood } from './delete-note.ts';
import { lockTreeOf } from './tree.ts';

const run_every_ms = 60 * 60_000;
const batch_max = 50;

/** A note is one transaction: it is gone, or it is there. */
export function startTrashJob(ctx: Context): Job {
  const deleted = new Counter({
    name: 'scriptorium_trash_deleted_notes_total',
    help: 'Notes whose time in the trash was over, each counted as which it lay there',
    registers: [ctx.metrics],
  });
  return startJob(ctx, {
    every_ms: run_every_ms,
    failure: 'the trash was not emptied; later',
    work: (signal) => emptyDue(ctx, signal, deleted),
  });
}

interface Due {
  id: string;
  deleted_after: string;
}

async function emptyDue(ctx: Context, signal: AbortSignal, deleted: Counter): Promise<void> {
  let last: Due | undefined;
  for (;;) {
    const due = await listDue(ctx, last);
    for (const { id } of due) {
      if (signal.aborted) return;
      // One that fails does not keep the others.
      const isDone = await deleteDue(ctx, id).catch((error: unknown) => {
        ctx.log.warn({ err: error, note_id: id }, 'a note was not deleted from the trash; later');
        return false;
      });
      if (isDone) deleted.inc();
    }
    last = due.at(-1);
    if (due.length < batch_max) return;
  }
}

async function listDue(ctx: Context, after: Due | undefined): Promise<Due[]> {
  const { rows } = await ctx.db.query<Due>(
    `select id, deleted_after::text from notes
     where deleted_after <= now() and ($1::timestamptz is null or (deleted_after, id) > ($1, $2::uuid))
     order by deleted_after, id limit $3`,
    [after?.deleted_after ?? null, after?.id ?? null, batch_max],
  );
  return rows;
}

async function deleteDue(ctx: Context, id: string): Promise<boolean> {
  return transaction(ctx.db, async (tx) => {
    await lockTreeOf(tx, id);
    const { rowCount } = await tx.query('select 1 from notes where id = $1 and deleted_after <= now()', [id]);
    return rowCount === 1 && deleteForGood(tx, id, null);
  });
}
