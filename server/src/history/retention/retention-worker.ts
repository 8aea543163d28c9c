/** The worker thread of `retention.ts`: hears what is to be taken out, answers with what was, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { transaction } from '../../platform/db.ts';
import { openThreadDb } from '../../platform/thread-db.ts';
import { applyPolicy, purgeNote } from './retain.ts';
import type { Order, Outcome } from './retention.ts';

const db = openThreadDb(workerData, 'retention');

parentPort?.on('message', async (order: Order) => {
  const outcome: Outcome = await transaction(db, async (tx) =>
    order.kind === 'purge' ? purgeNote(tx, order.note_id, order.person_id) : applyPolicy(tx, order.note_id),
  ).then(
    (removed) => ({ removed }),
    (error: unknown) => ({ error }),
  );
  parentPort?.postMessage(outcome);
});
