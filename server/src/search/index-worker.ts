/** The worker thread of `indexing.ts`: hears that there is something to do, answers with what it did. */
import { parentPort, workerData } from 'node:worker_threads';
import { openThreadDb } from '../platform/thread-db.ts';
import { Indexer } from './index-batch.ts';
import type { IndexAnswer } from './indexing.ts';

const indexer = new Indexer(openThreadDb(workerData, 'search'));

parentPort?.on('message', async () => {
  const answer: IndexAnswer = await indexer.index().then(
    (batch) => ({ batch }),
    (error: unknown) => ({ error }),
  );
  parentPort?.postMessage(answer);
});
