/** The words of the sync state: what happened, what is safe, and what to do. */
import type { SyncReason, SyncState, SyncWord } from '../../sync/sync-state.ts';

export const syncLabels: Record<SyncWord, string> = {
  connecting: 'Connecting…',
  saving: 'Saving…',
  saved_on_device: 'Saved on this device',
  saved: 'Saved',
  offline: 'Offline',
  not_saved: 'Not saved',
};

const causes: Record<SyncReason, string> = {
  none: '',
  refused: 'The server does not take changes to this note any more.',
  no_network: 'This device has no network.',
  no_server: 'The server cannot be reached.',
  server_slow: 'The server is connected but has not confirmed the last changes yet.',
  no_device_storage: 'The server cannot be reached, and this browser keeps no data for this site.',
};

export function syncExplanation({ word, reason, waiting }: SyncState): string {
  const cause = causes[reason];
  switch (word) {
    case 'connecting':
      return 'Connecting to the server.';
    case 'saving':
      return 'Your last changes are on their way to the server.';
    case 'saved':
      return 'Everything is stored in the server’s database.';
    case 'offline':
      return `${cause} You can go on writing: changes are kept on this device and sent when the connection is back.`;
    case 'saved_on_device':
      return `${cause} ${changes(waiting)} kept on this device and will be sent by ${waiting === 1 ? 'itself' : 'themselves'}.`;
    case 'not_saved':
      return reason === 'refused'
        ? `${cause} Download a copy of what you wrote.`
        : `${cause} Keep this tab open, or download a copy.`;
  }
}

function changes(count: number): string {
  return count === 1 ? '1 change is' : `${count} changes are`;
}
