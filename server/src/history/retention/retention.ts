/**
 * Retention of histories (H5): a job that follows the policies of workspaces, and purges that people ask for. The work is
 * done in a thread with a database connection of its own, one note after the other.
 *
 * At the start and every hour, each instance looks for notes with something in them that is too old. Two may come to the
 * same note at once: an advisory lock lets one of them at it, and the other finds nothing left to do. What is stopped in
 * the middle was not done: a note is one transaction.
 */
import { Counter } from 'prom-client';
import type { Removed } from '../../documents/archived.ts';
import type { Purged } from '../../documents/purge.ts';
import type { Context } from '../../platform/context.ts';
import { ApiError } from '../../platform/problem.ts';
import { Thread } from '../../platform/thread.ts';
import { listDueNotes } from './policy.ts';

export type Order =
  /** All that was before the newest update. */
  | { kind: 'purge'; note_id: string; person_id: string }
  /** What the policy of its workspace says. */
  | { kind: 'policy'; note_id: string };

/** `removed` is null when another instance is at it. */
export type Outcome = { removed: Removed | null } | { error: unknown };

const run_every_ms = 60 * 60_000;
const batch_max = 100;
const idle_ms_max = 5_000;

export class Retention {
  readonly #ctx: Context;
  readonly #metrics: ReturnType<typeof makeMetrics>;
  readonly #thread: Thread<Order, Outcome>;
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  /** Settles when the thread has nothing to do any more. */
  #turns: Promise<unknown> = Promise.resolve();
  #runs: Promise<void> = Promise.resolve();
  #answer: ((outcome: Outcome) => void) | null = null;

  constructor(ctx: Context) {
    this.#ctx = ctx;
    this.#metrics = makeMetrics(ctx);
    this.#thread = new Thread(ctx, {
      url: new URL('./retention-worker.ts', import.meta.url),
      name: 'retention',
      idle_ms_max,
      onAnswer: (outcome) => this.#answer?.(outcome),
      onBroken: () => this.#answer?.({ error: new Error('the retention thread broke') }),
    });
  }

  /** The job: now, and then every hour. */
  start(): void {
    this.runSoon();
    this.#timer = setInterval(() => this.runSoon(), run_every_ms);
  }

  /** A policy was changed. */
  runSoon(): void {
    this.#runs = this.#runs
      .then(() => this.#run())
      .catch((error: unknown) =>
        this.#ctx.log.warn({ err: error }, 'histories were not looked through; later'),
      );
  }

  /** @throws ApiError unavailable: then nothing was changed */
  async purge(note_id: string, person_id: string): Promise<Purged> {
    try {
      return (await this.#do({ kind: 'purge', note_id, person_id })) as Purged;
    } catch (error) {
      this.#ctx.log.warn({ err: error, note_id }, 'a history was not purged');
      throw new ApiError(
        'unavailable',
        'The history could not be purged just now. Nothing was changed; try again shortly.',
        { retry_after_seconds: 5 },
        { cause: error },
      );
    }
  }

  /** Gives up what is under way: its transaction rolls back. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    await this.#thread.stop();
    this.#answer?.({ error: new Error('the server stops') });
    await this.#runs;
  }

  async #run(): Promise<void> {
    let after: string | null = null;
    let notes = 0;
    const sum: Removed = { updates: 0, bytes: 0 };
    do {
      const due: string[] = await listDueNotes(this.#ctx.db, after, batch_max);
      for (const note_id of due) {
        if (this.#stopping.signal.aborted) return;
        const removed = await this.#retain(note_id);
        if (!removed?.updates) continue;
        notes += 1;
        sum.updates += removed.updates;
        sum.bytes += removed.bytes;
      }
      after = due.length === batch_max ? (due.at(-1) ?? null) : null;
    } while (after !== null);
    if (notes > 0) this.#ctx.log.info({ notes, ...sum }, 'old history was taken out, as policies say');
  }

  /** One that fails does not keep the others. */
  async #retain(note_id: string): Promise<Removed | null> {
    try {
      return await this.#do({ kind: 'policy', note_id });
    } catch (error) {
      if (!this.#stopping.signal.aborted) {
        this.#ctx.log.warn({ err: error, note_id }, 'old history was not taken out');
      }
      return null;
    }
  }

  #do(order: Order): Promise<Removed | null> {
    const turn = this.#turns.then(async () => {
      if (this.#stopping.signal.aborted) throw new Error('the server stops');
      const { promise, resolve } = Promise.withResolvers<Outcome>();
      this.#answer = resolve;
      this.#thread.send(order);
      const outcome = await promise;
      this.#answer = null;
      this.#thread.rest();
      this.#count(order, outcome);
      if ('error' in outcome) throw outcome.error;
      return outcome.removed;
    });
    this.#turns = turn.catch(() => undefined);
    return turn;
  }

  #count({ kind }: Order, outcome: Outcome): void {
    const removed = 'removed' in outcome ? outcome.removed : null;
    const why = kind === 'purge' ? 'request' : 'policy';
    const result = 'error' in outcome ? 'failed' : removed?.updates ? 'done' : 'nothing';
    this.#metrics.notes.inc({ why, outcome: result });
    if (removed?.updates) this.#metrics.updates.inc({ why }, removed.updates);
  }
}

function makeMetrics(ctx: Context) {
  const registers = [ctx.metrics];
  return {
    notes: new Counter({
      name: 'scriptorium_history_retention_total',
      help: 'Histories that were looked through, by why (policy, request) and outcome (done, nothing, failed)',
      labelNames: ['why', 'outcome'],
      registers,
    }),
    updates: new Counter({
      name: 'scriptorium_history_purged_updates_total',
      help: 'Revisions that were taken out of histories, by why',
      labelNames: ['why'],
      registers,
    }),
  };
}
