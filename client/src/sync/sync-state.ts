/**
 * What the page says about saving, as one word, from what is known. A pure function; the test is the total table.
 *
 *                       │ nothing waits                    │ changes wait
 *   ────────────────────┼──────────────────────────────────┼───────────────────────────────────────────────
 *   refused             │ not saved                        │ not saved
 *   in step             │ SAVED                            │ saving → (5 s without an ack) as below, out of step
 *   never in step       │ connecting → (5 s) offline       │ on disk: saved on this device
 *   fell out of step    │ SAVED → (5 s) offline            │ being written: saving · on no disk: not saved
 *
 * "In step": on this connection the server has said that it committed everything this device had at some moment.
 * "Saved" is said only while nothing waits, so it means: committed in the server's database.
 */
export interface SyncInputs {
  /** `navigator.onLine`: false is certain, true is a guess. */
  online: boolean;
  /** `lost`: was in step earlier on this page, the connection is gone since. */
  link: 'never' | 'in_step' | 'lost' | 'refused';
  /** Own changes that the server has not said it committed. */
  waiting: number;
  /** The copy in this browser: everything in it, being written, or refused (private window, full disk). */
  local: 'written' | 'writing' | 'failed';
  /** Nothing went forward for `overdue_after_ms`: no ack, no connection. */
  overdue: boolean;
}

export type SyncWord = 'connecting' | 'saving' | 'saved_on_device' | 'saved' | 'offline' | 'not_saved';
export type SyncReason =
  | 'none'
  | 'refused'
  | 'no_network'
  | 'no_server'
  | 'server_slow'
  | 'no_device_storage';

export interface SyncState {
  word: SyncWord;
  reason: SyncReason;
  waiting: number;
}

export const overdue_after_ms = 5_000;

export function syncState(inputs: SyncInputs): SyncState {
  const { waiting } = inputs;
  const word = wordOf(inputs);
  return { word, reason: reasonOf(word, inputs), waiting };
}

/** Whether closing the tab now would lose something that was typed. */
export function wouldLose({ waiting, local }: SyncInputs): boolean {
  return waiting > 0 && local !== 'written';
}

function wordOf({ online, link, waiting, local, overdue }: SyncInputs): SyncWord {
  if (link === 'refused') return 'not_saved';
  if (waiting === 0) {
    if (link === 'in_step') return 'saved';
    if (!online || overdue) return 'offline';
    return link === 'lost' ? 'saved' : 'connecting';
  }
  if (link === 'in_step' && !overdue) return 'saving';
  if (local === 'written') return 'saved_on_device';
  return local === 'writing' ? 'saving' : 'not_saved';
}

function reasonOf(word: SyncWord, { online, link }: SyncInputs): SyncReason {
  if (link === 'refused') return 'refused';
  if (word === 'not_saved') return 'no_device_storage';
  if (word !== 'offline' && word !== 'saved_on_device') return 'none';
  if (!online) return 'no_network';
  return link === 'in_step' ? 'server_slow' : 'no_server';
}
