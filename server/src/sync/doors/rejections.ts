/** Whom the server turned away and why, as metrics: the first thing to look at when people say that they get no answer. */
import { Counter } from 'prom-client';
import type { CloseKind } from '@scriptorium/shared/protocol/close-codes.ts';
import type { Context } from '../../platform/context.ts';

export type RefusedUpgrade = 'stopping' | 'other_site' | 'overloaded' | 'too_many_from_address';
export type RefusedFrame = 'too_fast' | 'too_large' | 'bad_message' | 'unsaved' | 'read_only' | 'note_full';

export class Rejections {
  readonly #upgrades: Counter<'reason'>;
  readonly #closes: Counter<'kind'>;
  readonly #frames: Counter<'reason'>;

  constructor(ctx: Context) {
    const registers = [ctx.metrics];
    this.#upgrades = new Counter({
      name: 'scriptorium_upgrades_refused_total',
      help: 'WebSocket upgrades that got an HTTP error, by reason',
      labelNames: ['reason'],
      registers,
    });
    this.#closes = new Counter({
      name: 'scriptorium_sockets_closed_total',
      help: 'Sockets that the server closed, by kind',
      labelNames: ['kind'],
      registers,
    });
    this.#frames = new Counter({
      name: 'scriptorium_frames_refused_total',
      help: 'Messages that were not taken, by reason',
      labelNames: ['reason'],
      registers,
    });
  }

  upgrade(reason: RefusedUpgrade): void {
    this.#upgrades.inc({ reason });
  }

  close(kind: CloseKind): void {
    this.#closes.inc({ kind });
  }

  frame(reason: RefusedFrame): void {
    this.#frames.inc({ reason });
  }
}
