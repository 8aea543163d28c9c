/**
 * Files of a note wait in the account's queue, not in its document: the note is saved when both are.
 *
 *   text ╲ files      │ none      │ being sent        │ sending failed, comes again   │ refused
 *   ──────────────────┼───────────┼───────────────────┼───────────────────────────────┼─────────────────────────
 *   saved, connecting │ as before │ saving            │ saved on this device          │ not saved: which file
 *   offline           │ as before │ saved on this device (both)                       │ not saved: which file
 *   any other         │ as before, with the files counted                             │ as before, files counted
 */
import type { QueuedOperation } from './account/account-store.ts';
import type { SyncState } from './sync-state.ts';

export interface FilesWaiting {
  /** All that the server has not confirmed, the others included. */
  waiting: number;
  /** Of these, tried without success; they come again by themselves. */
  retrying: number;
  /** Of these, not taken by the server: a person decides. */
  refused: number;
}

export function filesWaiting(queue: readonly QueuedOperation[], noteId: string): FilesWaiting {
  const uploads = queue.filter(
    ({ operation }) => operation.kind === 'upload_attachment' && operation.note_id === noteId,
  );
  const count = (...names: string[]) => uploads.filter(({ state }) => names.includes(state.name)).length;
  return {
    waiting: uploads.length,
    retrying: count('retrying', 'signed_out'),
    refused: count('set_aside'),
  };
}

export function withFiles(text: SyncState, { waiting, retrying, refused }: FilesWaiting): SyncState {
  if (waiting === 0) return text;
  const both = text.waiting + waiting;
  const isCalm = text.word === 'saved' || text.word === 'connecting' || text.word === 'offline';
  if (!isCalm) return { ...text, waiting: both };
  if (refused > 0) return { word: 'not_saved', reason: 'file_refused', waiting: both };
  if (text.word === 'offline') return { word: 'saved_on_device', reason: text.reason, waiting: both };
  if (retrying > 0) return { word: 'saved_on_device', reason: 'file_retrying', waiting: both };
  return { word: 'saving', reason: 'none', waiting: both };
}
