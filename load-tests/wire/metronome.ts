/**
 * Wakes the program of the typists when a keystroke is due. Node's own timers are up to a millisecond and a half late,
 * which is more than a keystroke takes; a thread that sleeps on a futex is late by 0.1 ms. Runs as a worker.
 */
import { parentPort, workerData } from 'node:worker_threads';

/** Milliseconds since the epoch, ascending. */
const due_ms = workerData as Float64Array;
const never = new Int32Array(new SharedArrayBuffer(4));
let next = 0;
while (next < due_ms.length) {
  const wait_ms = (due_ms[next] as number) - (performance.timeOrigin + performance.now());
  if (wait_ms > 0) Atomics.wait(never, 0, 0, wait_ms);
  const now = performance.timeOrigin + performance.now();
  while (next < due_ms.length && (due_ms[next] as number) <= now) next += 1;
  parentPort?.postMessage(next);
}
