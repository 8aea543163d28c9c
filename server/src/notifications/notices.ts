/**
 * The jobs of notifications, on every instance; locks in the database let one of them at each piece of work.
 *
 *   every `derive_every_ms`   who wrote where, who was named, who is to be told (`derive/`)
 *   every `digest_every_ms`   mails of what nobody has read (`digest/`)
 *   every `keep_every_ms`     what is too old, or too much, goes (`keep.ts`)
 *
 * Nothing is lost when one fails: what is due stays due.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../platform/context.ts';
import { isDatabaseUnavailable, transaction } from '../platform/db.ts';
import { deriveNotices } from './derive/derive.ts';
import { isSomethingDue } from './derive/due.ts';
import { sendDigests } from './digest/send-digests.ts';
import { forgetOld } from './keep.ts';

const derive_every_ms = 500;
const digest_every_ms = 30_000;
const keep_every_ms = 3_600_000;

export class Notices {
  readonly #ctx: Context;
  readonly #stop = new AbortController();
  #running: Promise<unknown> = Promise.resolve();

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  start(): void {
    this.#running = Promise.all([
      this.#repeat('people were not told what happened', derive_every_ms, () => this.#derive()),
      this.#repeat('digests were not sent', digest_every_ms, () =>
        sendDigests(this.#ctx, new Date(), this.#stop.signal),
      ),
      this.#repeat('old notifications were not taken out', keep_every_ms, () => forgetOld(this.#ctx.db)),
    ]);
  }

  /** Ends with what is under way: a batch, or a mail. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #derive(): Promise<void> {
    while (!this.#stop.signal.aborted && (await isSomethingDue(this.#ctx.db))) {
      if ((await transaction(this.#ctx.db, deriveNotices)) === 0) return;
    }
  }

  async #repeat(failure: string, every_ms: number, work: () => Promise<unknown>): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await work().catch((error: unknown) => {
        const level = isDatabaseUnavailable(error) ? 'debug' : 'error';
        this.#ctx.log[level]({ err: error }, `${failure}; trying again`);
      });
      await sleep(every_ms, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
