/** The worker thread of `compaction.ts`: hears ids of notes, answers with how their compaction went. */
import { parentPort, workerData } from 'node:worker_threads';
import { transaction } from '../platform/db.ts';
import { openThreadDb } from '../platform/thread-db.ts';
import { type Compacted, compactDocument } from './compact.ts';
import type { CompactionAnswer, CompactionOrder } from './compaction.ts';

const db = openThreadDb(workerData, 'compaction');

parentPort?.on('message', async ({ note_id, updates_min }: CompactionOrder) => {
  const begin = performance.now();
  let compacted: Compacted | null = null;
  let error: string | undefined;
  try {
    compacted = await transaction(db, (tx) => compactDocument(tx, note_id, updates_min));
  } catch (cause) {
    error = cause instanceof Error ? cause.message : String(cause);
  }
  const answer: CompactionAnswer = {
    note_id,
    compacted,
    ms: performance.now() - begin,
    ...(error && { error }),
  };
  parentPort?.postMessage(answer);
});
