/** The worker thread of `history.ts`: hears questions about the lives of notes, and answers them, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Asked, Heard } from '../platform/asked-thread.ts';
import { openThreadDb } from '../platform/thread-db.ts';
import { answer, type Question } from './answers.ts';
import { Lives } from './lives.ts';

const lives = new Lives(openThreadDb(workerData, 'history'));
let before: Promise<unknown> = Promise.resolve();

parentPort?.on('message', ({ id, question }: Asked<Question>) => {
  before = before.then(async () => {
    const heard: Heard = await answer(lives, question).then(
      (answer) => ({ id, answer }),
      (error: unknown) => ({ id, error }),
    );
    parentPort?.postMessage(heard);
  });
});
