/**
 * Keeps the ranks of siblings, and of favourites, short (N15): a rank grows with every few notes that are put into the
 * same gap, and what has 200 characters takes no more. Each instance looks at the start and every hour; an index holds
 * what there is to do, which is nearly nothing.
 */
import type { Context } from '../platform/context.ts';
import { type Tx, transaction } from '../platform/db.ts';
import { type Job, startJob } from '../platform/jobs.ts';
import { type RankedRow, rebalance } from './rebalance-ranks.ts';
import { lockTree } from './tree.ts';

const run_every_ms = 60 * 60_000;
/** A list is one transaction. */
const lists_max = 100;

export function startRankJob(ctx: Context): Job {
  return startJob(ctx, {
    every_ms: run_every_ms,
    failure: 'long ranks were not made shorter; later',
    work: (signal) => shortenAll(ctx, signal),
  });
}

async function shortenAll(ctx: Context, signal: AbortSignal): Promise<void> {
  const siblings = await ctx.db.query<{ workspace_id: string; parent_id: string | null }>(
    `select distinct workspace_id, parent_id from notes where length(rank) > 60 limit ${lists_max}`,
  );
  for (const { workspace_id, parent_id } of siblings.rows) {
    if (signal.aborted) return;
    await transaction(ctx.db, (tx) => shortenSiblings(tx, workspace_id, parent_id));
  }
  const favourites = await ctx.db.query<{ person_id: string }>(
    `select distinct person_id from favourites where length(rank) > 60 limit ${lists_max}`,
  );
  for (const { person_id } of favourites.rows) {
    if (signal.aborted) return;
    await transaction(ctx.db, (tx) => shortenFavourites(tx, person_id));
  }
}

/** Under the lock of the tree nobody places anything meanwhile. No person did this: `placed_at` stays. */
async function shortenSiblings(tx: Tx, workspace_id: string, parent_id: string | null): Promise<void> {
  await lockTree(tx, workspace_id);
  const { rows } = await tx.query<RankedRow>(
    `select id, rank from notes where workspace_id = $1 and parent_id is not distinct from $2 order by rank, id`,
    [workspace_id, parent_id],
  );
  const changed = rebalance(rows);
  // In the order in which titles are saved.
  await tx.query('select 1 from notes where id = any($1) order by id for no key update', [
    changed.map(({ id }) => id),
  ]);
  await tx.query(
    `update notes set rank = changed.rank
     from jsonb_to_recordset($1::jsonb) as changed (id uuid, rank text) where notes.id = changed.id`,
    [JSON.stringify(changed)],
  );
}

async function shortenFavourites(tx: Tx, person_id: string): Promise<void> {
  const { rows } = await tx.query<RankedRow>(
    'select note_id as id, rank from favourites where person_id = $1 order by rank, note_id for update',
    [person_id],
  );
  await tx.query(
    `update favourites set rank = changed.rank
     from jsonb_to_recordset($1::jsonb) as changed (id uuid, rank text)
     where favourites.note_id = changed.id and favourites.person_id = $2`,
    [JSON.stringify(rebalance(rows)), person_id],
  );
}
