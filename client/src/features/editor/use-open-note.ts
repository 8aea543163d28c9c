import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Account } from '../../sync/account/account.ts';
import type { SyncConnection } from '../../sync/connection.ts';
import { type FilesWaiting, filesWaiting } from '../../sync/files-waiting.ts';
import type { NoteStatus, OpenNote } from '../../sync/open-note.ts';

/** The open note, or null for the moment until it is. Made and let go in an effect: StrictMode does both twice. */
export function useOpenNote(connection: SyncConnection | null, noteId: string): OpenNote | null {
  const [open, setOpen] = useState<{ noteId: string; note: OpenNote } | null>(null);
  useEffect(() => {
    if (!connection) return;
    const opened = connection.open(noteId);
    setOpen({ noteId, note: opened });
    return () => {
      setOpen(null);
      connection.close(opened);
    };
  }, [connection, noteId]);
  // For one render after the id changed this is still the note before: that one is not shown under the new name.
  return open?.noteId === noteId ? open.note : null;
}

export function useNoteStatus(note: OpenNote): NoteStatus {
  return useSyncExternalStore(note.status.subscribe, note.status.get);
}

/** What of the note's files the server does not have yet. */
export function useFilesWaiting(account: Account, noteId: string): FilesWaiting {
  const { queue } = useSyncExternalStore(account.state.subscribe, account.state.get);
  return useMemo(() => filesWaiting(queue, noteId), [queue, noteId]);
}
