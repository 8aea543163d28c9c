/** The notes that were open on this device, the last one first. */
import type { Note } from '@scriptorium/shared/api/notes.ts';
import { readSetting, writeSetting } from '../lib/storage.ts';

const remembered_max = 20;

export function rememberNote(personId: string, noteId: string): void {
  const others = recentIds(personId).filter((id) => id !== noteId);
  writeSetting(keyOf(personId), [noteId, ...others].slice(0, remembered_max).join(' '));
}

export function recentNotes(personId: string, notes: readonly Note[]): Note[] {
  const byId = new Map(notes.map((note) => [note.id, note]));
  return recentIds(personId).flatMap((id) => byId.get(id) ?? []);
}

/** Where to begin: the note that was open last on this device, else the one that changed last. */
export function noteToBeginWith(personId: string, notes: readonly Note[]): Note | undefined {
  return recentNotes(personId, notes)[0] ?? latest(notes);
}

function latest(notes: readonly Note[]): Note | undefined {
  return notes.reduce<Note | undefined>(
    (best, note) => (best && best.updated_at >= note.updated_at ? best : note),
    undefined,
  );
}

function recentIds(personId: string): string[] {
  return (readSetting(keyOf(personId)) ?? '').split(' ').filter(Boolean);
}

function keyOf(personId: string): string {
  return `recent-notes:${personId}`;
}
