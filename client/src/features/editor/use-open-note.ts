import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Account } from '../../sync/account/account.ts';
import type { SyncConnection } from '../../sync/connection.ts';
import { filesWaiting, withFiles } from '../../sync/files-waiting.ts';
import type { NoteStatus, OpenNote } from '../../sync/open-note.ts';
import type { SyncState } from '../../sync/sync-state.ts';

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

/**
 * One thing of what is known about the note: the whole of it changes with each key. `read` gives the same value, not one
 * that looks the same, while nothing has changed.
 */
export function useNotePart<Part>(note: OpenNote, read: (status: NoteStatus) => Part): Part {
  return useSyncExternalStore(note.status.subscribe, () => read(note.status.get()));
}

/** One thing of where the note's changes are, with the files of it that the server does not have yet. */
export function useSyncPart<Part>(note: OpenNote, account: Account, read: (sync: SyncState) => Part): Part {
  const { queue } = useSyncExternalStore(account.state.subscribe, account.state.get);
  const waiting = useMemo(() => filesWaiting(queue, note.noteId), [queue, note]);
  return useNotePart(note, ({ sync }) => read(withFiles(sync, waiting)));
}
