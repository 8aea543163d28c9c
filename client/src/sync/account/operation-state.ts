/**
 * One operation's way through the queue.
 *
 *                        ┌────────────── reclaimed, interrupted ─────────────┐
 *                        ▼                                                   │
 *   (enqueued) ──► WAITING ───────────────── begun ───────────────────► SENDING ── confirmed ──► gone
 *                    ▲ ▲ ▲                                              │  │  │
 *                    │ │ └── due, hurried, tried again ── RETRYING ◄─────┘  │  │    failed: no answer, 5xx, 429
 *                    │ └──── signed in, tried again ── SIGNED OUT ◄─────────┘  │    401
 *                    └────── tried again ────────────── SET ASIDE ◄────────────┘    the server will not do it
 *                                                          │
 *                                                          └── discarded ──► gone
 *
 * Each transition is on the disk before anything is done about it. A tab that dies while sending leaves SENDING behind;
 * whoever runs the queue next reclaims it and sends it again, which is harmless: operations are idempotent.
 * Only the server's confirmation and a person's own decision take an operation out of the queue (O3).
 */
import type { ErrorKind } from '@scriptorium/shared/api/errors.ts';

export type OperationState =
  | { name: 'waiting'; tries: number }
  | { name: 'sending'; tries: number }
  | { name: 'retrying'; tries: number; until: number; fault: Fault }
  | { name: 'signed_out'; tries: number }
  | { name: 'set_aside'; tries: number; refusal: Refusal; detail: string; since: number };

/**
 * Why a try came to nothing although a later one may succeed.
 *
 *   unreachable    nothing answered, or something in between (502, 504)
 *   busy           503 or 429: the server names a time, or backoff does
 *   server_fault   500: perhaps only with this operation, so the others go on
 */
export type Fault = 'unreachable' | 'busy' | 'server_fault';

/** `unreadable`: the answer is none that this version of the app knows. `missing_data`: the bytes are not on this device. */
export type Refusal = ErrorKind | 'unreadable' | 'missing_data';

export type OperationEvent =
  | { name: 'begun' }
  | { name: 'confirmed' }
  | { name: 'failed'; fault: Fault; until: number }
  | { name: 'refused'; refusal: Refusal; detail: string; at: number }
  | { name: 'unauthorized' }
  /** Nobody is sending it any more. */
  | { name: 'reclaimed' }
  | { name: 'due'; at: number }
  /** The network or the server is back. */
  | { name: 'hurried' }
  | { name: 'signed_in' }
  | { name: 'tried_again' }
  | { name: 'discarded' };

/** @returns null when the operation leaves the queue; the same state when the event means nothing in it */
export function transition(state: OperationState, event: OperationEvent): OperationState | null {
  const { tries } = state;
  const waiting = { name: 'waiting', tries } as const;
  switch (event.name) {
    case 'begun':
      return state.name === 'waiting' ? { name: 'sending', tries: tries + 1 } : state;
    case 'confirmed':
      return state.name === 'sending' ? null : state;
    case 'failed':
      if (state.name !== 'sending') return state;
      return { name: 'retrying', tries, until: event.until, fault: event.fault };
    case 'refused':
      if (state.name !== 'sending') return state;
      return { name: 'set_aside', tries, refusal: event.refusal, detail: event.detail, since: event.at };
    case 'unauthorized':
      return state.name === 'sending' ? { name: 'signed_out', tries } : state;
    case 'reclaimed':
      return state.name === 'sending' ? waiting : state;
    case 'due':
      return state.name === 'retrying' && state.until <= event.at ? waiting : state;
    case 'hurried':
      return state.name === 'retrying' && state.fault === 'unreachable' ? waiting : state;
    case 'signed_in':
      return state.name === 'signed_out' ? waiting : state;
    case 'tried_again':
      return state.name === 'waiting' || state.name === 'sending' ? state : { name: 'waiting', tries: 0 };
    case 'discarded':
      return state.name === 'sending' ? state : null;
  }
}

const backoff_ms_min = 1_000;
const backoff_ms_max = 60_000;

/** Doubled with each try; half of it is left to chance, so that a thousand clients do not come back at once. */
export function backoff_ms(tries: number, random: () => number): number {
  const full = Math.min(backoff_ms_max, backoff_ms_min * 2 ** Math.max(0, tries - 1));
  return full * (0.5 + random() / 2);
}
