/** What waits, what became of it, and what is safe, in a person's words. */
import type { Note } from '@scriptorium/shared/api/notes.ts';
import { type MessageId, t } from '../../lib/i18n/i18n.ts';
import { titleParts } from '../../lib/note-title.ts';
import type { QueuedOperation } from '../../sync/account/account-store.ts';
import type { Fault, Refusal } from '../../sync/account/operation-state.ts';
import type { Operation } from '../../sync/account/operations.ts';

export function actWords(operation: Operation, notes: readonly Note[]): string {
  const note = notes.find(({ id }) => id === operation.note_id);
  const { text: title } = titleParts(note?.title ?? '');
  if (operation.kind === 'upload_attachment')
    return t('queue.upload_attachment', { title, name: operation.name });
  if (operation.kind === 'favourite' && !operation.is_favourite) return t('queue.unfavourite', { title });
  return t(`queue.${operation.kind}`, { title });
}

const faultWords: Record<Fault, MessageId> = {
  unreachable: 'queue.isUnreachable',
  busy: 'queue.isBusy',
  server_fault: 'queue.isFault',
};

export function stateWords({ operation, state }: QueuedOperation): string {
  switch (state.name) {
    case 'waiting':
      return t('queue.isWaiting');
    case 'sending':
      return t('queue.isSending');
    case 'retrying':
      return t(faultWords[state.fault]);
    case 'signed_out':
      return t('queue.isSignedOut');
    case 'set_aside':
      return refusalWords(operation, state.refusal);
  }
}

const refusals: Partial<Record<Refusal, MessageId>> = {
  forbidden: 'queue.refusedForbidden',
  not_found: 'queue.refusedNotFound',
  conflict: 'queue.refusedConflict',
  already_exists: 'queue.refusedExists',
  too_large: 'queue.refusedTooLarge',
  quota_reached: 'queue.refusedQuota',
  unsupported_media_type: 'queue.refusedMediaType',
  missing_data: 'queue.refusedMissing',
};

function refusalWords({ kind }: Operation, refusal: Refusal): string {
  if (kind === 'create_note' && refusal === 'forbidden') return t('queue.refusedCreate');
  return t(refusals[refusal] ?? 'queue.refusedOther');
}

export function safetyWords({ kind }: Operation): string {
  if (kind === 'create_note') return t('queue.createIsSafe');
  return t(kind === 'upload_attachment' ? 'queue.uploadIsSafe' : 'queue.restIsSafe');
}
