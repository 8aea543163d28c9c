import { useEffect, useState, useSyncExternalStore } from 'react';
import type { SyncConnection } from '../../sync/connection.ts';
import type { NoteStatus, OpenNote } from '../../sync/open-note.ts';

/** The open note, or null for the moment until it is. Made and let go in an effect: StrictMode does both twice. */
export function useOpenNote(connection: SyncConnection | null, noteId: string): OpenNote | null {
  const [note, setNote] = useState<OpenNote | null>(null);
  useEffect(() => {
    if (!connection) return;
    const opened = connection.open(noteId);
    setNote(opened);
    return () => {
      setNote(null);
      connection.close(opened);
    };
  }, [connection, noteId]);
  return note;
}

export function useNoteStatus(note: OpenNote): NoteStatus {
  return useSyncExternalStore(note.status.subscribe, note.status.get);
}
