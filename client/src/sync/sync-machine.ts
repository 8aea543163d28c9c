/**
 * What is known about the saving of one note, and how each event changes it. Pure: the words for it are in
 * `sync-state.ts`, timers and sockets in `open-note.ts`.
 *
 *               opened
 *                 │
 *        ┌────────┴─────────┐
 *        ▼                  ▼
 *     unmade ── made ──►  apart  ◄──── lost ──── in step
 *        │                  │ └──── in_step ────►   │
 *        │                  │                       │
 *        └───── refused ────┼──────── refused ──────┘
 *                           ▼
 *                        refused ── reopened ──► apart,  in_step ──► in step
 *
 *   unmade    the note was made on this device, and the server has not heard of it: its creation waits in the queue
 *   apart     no connection on which the server has everything
 *   in step   on this connection the server has said that it committed everything this device had at some moment
 *   refused   the server does not open the note for this person or this app, and coming back does not mend it
 *
 * `waiting` counts changes of this device (of any of its tabs) that the server has not said it committed. In step it is
 * the number of acks that are out; apart from the server it only grows.
 */
import type { StopKind } from '@scriptorium/shared/protocol/close-codes.ts';

/** The copy in this browser: everything is in it, it is being written, or refused (private window, full disk). */
export type LocalState = 'written' | 'writing' | 'failed';

interface Facts {
  readonly online: boolean;
  readonly local: LocalState;
  readonly waiting: number;
  /** The server opens the note for reading only: what waits is not taken. */
  readonly isReadOnly: boolean;
  /** Acks that are out on this connection, the handshake's included. */
  readonly unacked: number;
  /** Nothing went forward for `overdue_after_ms`: no ack, no connection. */
  readonly overdue: boolean;
  /** Grows whenever something went forward: then the patience begins anew. */
  readonly patience: number;
}

export type SyncMachine = Facts &
  (
    | { readonly link: 'unmade' }
    | { readonly link: 'apart'; readonly wasInStep: boolean }
    | { readonly link: 'in_step' }
    | { readonly link: 'refused'; readonly kind: StopKind }
  );

export type SyncEvent =
  | { type: 'online' | 'offline' }
  /** The copy was read: so many changes waited when this browser last had the note open. */
  | { type: 'copied'; waited: number }
  | { type: 'local'; local: LocalState }
  /** Somebody wrote on this device, in this tab or in another one; the copy is at it. */
  | { type: 'edited'; local: LocalState }
  | { type: 'authenticated'; isReadOnly: boolean }
  /** The connection has so many acks out. */
  | { type: 'counted'; unacked: number }
  /** The handshake is over and no ack is out. */
  | { type: 'in_step' }
  | { type: 'lost' }
  | { type: 'refused'; kind: StopKind }
  /** What made the server refuse may be over: it is asked again. */
  | { type: 'reopened' }
  | { type: 'made' | 'unmade' }
  | { type: 'overdue' };

export const overdue_after_ms = 5_000;

export function opened({ online, isMade }: { online: boolean; isMade: boolean }): SyncMachine {
  const facts: Facts = {
    online,
    local: 'written',
    waiting: 0,
    isReadOnly: false,
    unacked: 0,
    overdue: false,
    patience: 0,
  };
  return isMade ? { ...facts, link: 'apart', wasInStep: false } : { ...facts, link: 'unmade' };
}

export function transition(state: SyncMachine, event: SyncEvent): SyncMachine {
  switch (event.type) {
    case 'online':
    case 'offline':
      return { ...state, online: event.type === 'online' };
    case 'local':
      return { ...state, local: event.local };
    case 'overdue':
      return { ...state, overdue: state.link !== 'in_step' || state.waiting > 0 };
    case 'copied':
      // In step what came from the copy was sent like any other change, and is among the acks.
      return state.link === 'in_step' ? state : { ...state, waiting: state.waiting + event.waited };
    case 'edited':
      // In step the connection says in the same moment how many acks are out with this one.
      return { ...state, local: event.local, waiting: state.waiting + 1 };
    case 'authenticated':
      return forward({ ...state, isReadOnly: event.isReadOnly });
    case 'counted':
      return counted(state, event.unacked);
    case 'in_step':
      return state.link === 'unmade' ? state : forward({ ...state, link: 'in_step', waiting: 0, unacked: 0 });
    case 'lost':
      // Each failed attempt to come back closes a socket too: patience runs from the first.
      return state.link === 'in_step' ? forward({ ...state, link: 'apart', wasInStep: true }) : state;
    case 'refused':
      return { ...state, link: 'refused', kind: event.kind };
    case 'reopened':
      return state.link === 'refused' ? forward({ ...state, link: 'apart', wasInStep: false }) : state;
    case 'made':
      return state.link === 'unmade' ? forward({ ...state, link: 'apart', wasInStep: false }) : state;
    case 'unmade':
      return state.link === 'apart' && !state.wasInStep ? { ...state, link: 'unmade' } : state;
  }
}

/** Nothing waits for the server, or nothing can be done about it: then closing the note loses no time. */
export function isDone(state: SyncMachine): boolean {
  if (state.link === 'refused' || state.isReadOnly) return true;
  return state.link !== 'unmade' && state.waiting === 0;
}

/** Neither does the server get what is written here now, nor is it about to. */
export function isStuck({ link, waiting, overdue }: SyncMachine): boolean {
  return link !== 'in_step' || (waiting > 0 && overdue);
}

/** Whether what is written now is written without a connection. A note that is just being opened has one, as a rule. */
export function isCutOff(state: SyncMachine): boolean {
  if (state.link === 'in_step') return false;
  return !state.online || (state.link === 'apart' && state.wasInStep);
}

/** Whether closing the tab now would lose something that was typed. */
export function wouldLose({ waiting, local }: SyncMachine): boolean {
  return waiting > 0 && local !== 'written';
}

/** The connection's count is exact once it has been zero on it; until then it counts the handshake. */
function counted(state: SyncMachine, unacked: number): SyncMachine {
  const next = { ...state, unacked, waiting: state.link === 'in_step' ? unacked : state.waiting };
  return unacked < state.unacked || state.unacked === 0 ? forward(next) : next;
}

/** "Overdue" is counted from the last thing that went forward, not from the first that did not. */
function forward(state: SyncMachine): SyncMachine {
  return { ...state, overdue: false, patience: state.patience + 1 };
}
