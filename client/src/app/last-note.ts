import type { Note } from '@scriptorium/shared/api/notes.ts';
import { readSetting, writeSetting } from '../lib/storage.ts';

export function rememberNote(personId: string, noteId: string): void {
  writeSetting(`last-note:${personId}`, noteId);
}

/** Where to begin: the note that was open last on this device, else the one that changed last. */
export function noteToBeginWith(personId: string, notes: Note[]): Note | undefined {
  const last = readSetting(`last-note:${personId}`);
  return notes.find((note) => note.id === last) ?? latest(notes);
}

function latest(notes: Note[]): Note | undefined {
  return notes.reduce<Note | undefined>(
    (best, note) => (best && best.updated_at >= note.updated_at ? best : note),
    undefined,
  );
}
