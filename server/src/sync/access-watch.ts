/**
 * P3: what a person may do is enforced on sockets that are open. An announcement says where something changed; what
 * holds now is read from the database, and the sockets for which it differs are closed: their clients come back and get
 * what they may.
 *
 *   announced            the sessions' sockets close; the openings concerned are checked
 *   nothing is heard     everything is checked each second, until announcements are heard again
 *   heard again          everything is checked once: something may have been missed
 *   the database is away what was to be checked stays due, and nobody is closed for that (P6)
 *
 * A note that is being opened while something changes is in no list yet: it is asked about again (`steady`).
 */
import { denialReasons } from '@scriptorium/shared/protocol/denials.ts';
import type { Context } from '../platform/context.ts';
import { isDatabaseUnavailable } from '../platform/db.ts';
import { findPermits, isSamePermit } from './permits.ts';
import type { Opening, SocketRegistry } from './doors/socket-registry.ts';

/** Openings in one query. */
const batch_max = 5_000;
/** Changes in a row that `steady` puts up with. */
const tries_max = 10;

export class AccessWatch {
  readonly #ctx: Context;
  readonly #sockets: SocketRegistry;
  readonly #due = new Set<Opening>();
  #changes = 0;
  #isChecking = false;

  constructor(ctx: Context, sockets: SocketRegistry) {
    this.#ctx = ctx;
    this.#sockets = sockets;
    ctx.events.on('sessions_ended', (ids) => {
      this.#changes += 1;
      sockets.closeSessions(ids);
    });
    ctx.events.on('access_changed', (change) => {
      this.#changes += 1;
      this.check(sockets.openings(change));
    });
    ctx.events.on('hearing', () => {
      this.#changes += 1;
      this.check(sockets.openings());
    });
  }

  /** Once a second. */
  tick(): void {
    this.check(this.#ctx.events.isHearing ? [] : this.#sockets.openings());
  }

  check(openings: Iterable<Opening>): void {
    for (const opening of openings) this.#due.add(opening);
    void this.#checkDue();
  }

  /** Does `work` again when access changed while it ran, so that its result can be relied on from now on. */
  async steady<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 0; tries < tries_max; tries++) {
      const changes = this.#changes;
      const result = await work();
      if (changes === this.#changes) return result;
    }
    throw new Error('access went on changing while a note was opened');
  }

  async #checkDue(): Promise<void> {
    if (this.#isChecking) return;
    this.#isChecking = true;
    try {
      while (this.#due.size > 0 && (await this.#checkBatch()));
    } finally {
      this.#isChecking = false;
    }
  }

  /** @returns false when it could not be done now; `tick` tries again */
  async #checkBatch(): Promise<boolean> {
    const batch = [...this.#due].slice(0, batch_max);
    for (const opening of batch) this.#due.delete(opening);
    try {
      const permits = await findPermits(this.#ctx, batch);
      for (const [index, opening] of batch.entries()) {
        const permit = permits[index];
        if (permit === denialReasons.token) opening.socket.closeAs('unauthorized');
        else if (typeof permit !== 'object' || !isSamePermit(opening, permit)) {
          opening.socket.closeAs('access_changed');
        }
      }
      return true;
    } catch (error) {
      for (const opening of batch) this.#due.add(opening);
      const level = isDatabaseUnavailable(error) ? 'debug' : 'error';
      this.#ctx.log[level]({ err: error }, 'access could not be checked again');
      return false;
    }
  }
}
