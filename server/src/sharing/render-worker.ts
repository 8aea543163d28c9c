/** The worker thread of `rendered-notes.ts`: one note after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Asked, Heard } from '../platform/asked-thread.ts';
import { openThreadDb } from '../platform/thread-db.ts';
import { type RenderQuestion, renderNote } from './render-note.ts';

const db = openThreadDb(workerData, 'pages');
let before: Promise<unknown> = Promise.resolve();

parentPort?.on('message', ({ id, question }: Asked<RenderQuestion>) => {
  before = before.then(async () => {
    const heard: Heard = await renderNote(db, question).then(
      (answer) => ({ id, answer }),
      (error: unknown) => ({ id, error }),
    );
    parentPort?.postMessage(heard);
  });
});
