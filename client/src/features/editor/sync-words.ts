/** The words of the sync state: what happened, what is safe, and what to do. */
import { type MessageId, t } from '../../lib/i18n/i18n.ts';
import type { SyncReason, SyncState, SyncWord } from '../../sync/sync-state.ts';

const labels: Record<SyncWord, MessageId> = {
  connecting: 'sync.connecting',
  saving: 'sync.saving',
  saved_on_device: 'sync.savedOnDevice',
  saved: 'sync.saved',
  offline: 'sync.offline',
  not_saved: 'sync.notSaved',
};

const causes: Record<Exclude<SyncReason, 'none'>, MessageId> = {
  refused: 'sync.causeRefused',
  read_only: 'sync.causeReadOnly',
  no_network: 'sync.causeNoNetwork',
  no_server: 'sync.causeNoServer',
  server_slow: 'sync.causeServerSlow',
  no_device_storage: 'sync.causeNoStorage',
  file_retrying: 'sync.causeFileRetrying',
  file_refused: 'sync.causeFileRefused',
};

export function syncLabel(word: SyncWord): string {
  return t(labels[word]);
}

export function syncExplanation({ word, reason, waiting }: SyncState): string {
  const cause = reason === 'none' ? '' : t(causes[reason]);
  switch (word) {
    case 'connecting':
      return t('sync.connectingText');
    case 'saving':
      return t('sync.savingText');
    case 'saved':
      return t('sync.savedText');
    case 'offline':
      return t('sync.offlineText', { cause });
    case 'saved_on_device':
      return t('sync.savedOnDeviceText', { cause, count: waiting });
    case 'not_saved':
      if (reason === 'file_refused') return cause;
      return t(reason === 'no_device_storage' ? 'sync.keepTabText' : 'sync.downloadText', { cause });
  }
}
