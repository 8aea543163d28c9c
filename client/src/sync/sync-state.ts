/**
 * What the page says about saving, as one word, from what is known (`sync-machine.ts`). The test is the total table.
 *
 *                       │ nothing waits                    │ changes wait
 *   ────────────────────┼──────────────────────────────────┼───────────────────────────────────────────────
 *   refused             │ not saved                        │ not saved
 *   in step             │ SAVED                            │ saving → (5 s without an ack) as below, out of step
 *   never in step       │ connecting → (5 s) offline       │ on disk: saved on this device
 *   fell out of step    │ SAVED → (5 s) offline            │ being written: saving · on no disk: not saved
 *   read only           │ as below                         │ not saved
 *   unmade              │ its creation waits too           │ saving → (5 s, or no network) as above
 *
 * "Saved" is said only while nothing waits, so it means: committed in the server's database.
 */
import type { SyncMachine } from './sync-machine.ts';

export type SyncWord = 'connecting' | 'saving' | 'saved_on_device' | 'saved' | 'offline' | 'not_saved';
export type SyncReason =
  | 'none'
  | 'refused'
  | 'read_only'
  | 'no_network'
  | 'no_server'
  | 'server_slow'
  | 'no_device_storage'
  /** Of a file (`files-waiting.ts`). */
  | 'file_retrying'
  | 'file_refused';

export interface SyncState {
  word: SyncWord;
  reason: SyncReason;
  waiting: number;
}

export function syncState(known: SyncMachine): SyncState {
  const word = wordOf(known);
  return { word, reason: reasonOf(word, known), waiting: known.waiting + (known.link === 'unmade' ? 1 : 0) };
}

function wordOf(known: SyncMachine): SyncWord {
  const { online, waiting, overdue, isReadOnly } = known;
  if (isReadOnly && waiting > 0) return 'not_saved';
  switch (known.link) {
    case 'refused':
      return 'not_saved';
    case 'unmade':
      return online && !overdue ? 'saving' : onDevice(known);
    case 'in_step':
      if (waiting === 0) return 'saved';
      return overdue ? onDevice(known) : 'saving';
    case 'apart':
      if (waiting > 0) return onDevice(known);
      if (!online || overdue) return 'offline';
      return known.wasInStep ? 'saved' : 'connecting';
  }
}

function onDevice({ local }: SyncMachine): SyncWord {
  if (local === 'written') return 'saved_on_device';
  return local === 'writing' ? 'saving' : 'not_saved';
}

function reasonOf(word: SyncWord, { online, link, isReadOnly, waiting }: SyncMachine): SyncReason {
  if (link === 'refused') return 'refused';
  if (isReadOnly && waiting > 0) return 'read_only';
  if (word === 'not_saved') return 'no_device_storage';
  if (word !== 'offline' && word !== 'saved_on_device') return 'none';
  if (!online) return 'no_network';
  return link === 'in_step' ? 'server_slow' : 'no_server';
}
