/**
 * Sends the queue, in the tab that leads. Each lane goes its own way:
 *
 *   take the next operation (it is SENDING, on the disk) → send it → write what came of it → again
 *
 * With nothing to send it waits for a poke (something was added, the network is back) or for the time of the next try.
 * When the tab goes while an answer is out, the operation stays SENDING, and the next leader sends it again.
 */
import type { QueuedOperation } from './account-store.ts';
import type { Clock } from './clock.ts';
import type { Confirmation, OperationQueue } from './operation-queue.ts';
import { backoff_ms } from './operation-state.ts';
import { type Lane, lanes } from './queue.ts';
import type { Outcome } from './send-operation.ts';

export interface RunnerOptions {
  queue: OperationQueue;
  send: (entry: QueuedOperation, signal: AbortSignal) => Promise<Outcome>;
  clock: Clock;
  random: () => number;
  /** After each step that is on the disk; with what it was if the server confirmed an operation. */
  onProgress: (confirmation: Confirmation | null) => void;
  onUnauthorized: () => void;
}

/** The disk may be full for the moment. */
const disk_retry_ms = 5_000;

export class QueueRunner {
  readonly #options: RunnerOptions;
  readonly #sleepers = new Set<() => void>();
  #pokes = 0;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  /** Something changed: there may be something to send. */
  readonly poke = (): void => {
    this.#pokes += 1;
    for (const wake of [...this.#sleepers]) wake();
  };

  /** Runs until `signal` ends it. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', this.poke, { once: true });
    await Promise.all(lanes.map((lane) => this.#runLane(lane, signal)));
  }

  async #runLane(lane: Lane, signal: AbortSignal): Promise<void> {
    let isReclaimed = false;
    while (!signal.aborted) {
      const pokes = this.#pokes;
      try {
        if (!isReclaimed) await this.#options.queue.tellAll({ name: 'reclaimed' }, lane);
        isReclaimed = true;
        const until = await this.#step(lane, signal);
        if (until !== 'go on' && !signal.aborted) await this.#sleep(until, pokes);
      } catch {
        // What was being sent may be unwritten: it is reclaimed, and sent again.
        isReclaimed = false;
        if (!signal.aborted) await this.#sleep(this.#options.clock.now() + disk_retry_ms, this.#pokes);
      }
    }
  }

  async #step(lane: Lane, signal: AbortSignal): Promise<'go on' | number | null> {
    const { queue, send, clock, onProgress } = this.#options;
    const step = await queue.begin(lane, clock.now());
    if (!step.entry) return step.until;
    onProgress(null);
    const outcome = await send(step.entry, signal);
    if (signal.aborted) return null;
    onProgress(await this.#settle(step.entry, outcome));
    // What waited behind it in the other lane sleeps.
    this.poke();
    return 'go on';
  }

  async #settle(entry: QueuedOperation, outcome: Outcome): Promise<Confirmation | null> {
    const { queue, clock, random, onUnauthorized } = this.#options;
    const { order, state } = entry;
    const now = clock.now();
    switch (outcome.name) {
      case 'done':
        return queue.confirm(entry, outcome.note);
      case 'failed': {
        const wait_ms = outcome.retry_after_ms ?? backoff_ms(state.tries, random);
        await queue.tell(order, { name: 'failed', fault: outcome.fault, until: now + wait_ms });
        return null;
      }
      case 'refused': {
        const { refusal, detail } = outcome;
        await queue.tell(order, { name: 'refused', refusal, detail, at: now });
        return null;
      }
      case 'unauthorized':
        await queue.tell(order, { name: 'unauthorized' });
        onUnauthorized();
        return null;
    }
  }

  #sleep(until: number | null, pokes: number): Promise<void> {
    if (pokes !== this.#pokes) return Promise.resolve();
    return new Promise((resolve) => {
      const { clock } = this.#options;
      const cancel = until === null ? () => {} : clock.after(Math.max(0, until - clock.now()), () => wake());
      const wake = () => {
        cancel();
        this.#sleepers.delete(wake);
        resolve();
      };
      this.#sleepers.add(wake);
    });
  }
}
