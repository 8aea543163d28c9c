/**
 * The list as it is shown: the server's rows with the queue applied over them, as the server will apply it. When newer
 * rows come, the same queue is applied over those.
 *
 * What the server refused is not shown as if it had been done, and neither is what waits behind it. The one exception
 * is a note that was made here: it exists on this device, with its text, whatever the server says.
 */
import type { Note } from '@scriptorium/shared/api/notes.ts';
import { compareRanked } from '@scriptorium/shared/rank.ts';
import type { QueuedOperation } from './account-store.ts';
import type { CreateNote, Operation } from './operations.ts';
import { dependsOn } from './queue.ts';

/** @returns all notes, also those in the trash, in order */
export function applyOperations(
  rows: readonly Note[],
  queue: readonly QueuedOperation[],
  personId: string,
): Note[] {
  const notes = new Map(rows.map((note) => [note.id, note]));
  for (const { operation } of effective(queue)) applyTo(notes, operation, personId);
  hideBelowTrash(notes);
  return [...notes.values()].sort(compareRanked);
}

/** The rows that one operation changes, after it. */
export function applyOperation(rows: readonly Note[], operation: Operation, personId: string): Note[] {
  const notes = new Map(rows.map((note) => [note.id, note]));
  applyTo(notes, operation, personId);
  const before = new Map(rows.map((note) => [note.id, note]));
  return [...notes.values()].filter((note) => before.get(note.id) !== note);
}

/** Whether a note is below another, or is it. */
export function isWithin(notes: ReadonlyMap<string, Note>, id: string | null, ancestorId: string): boolean {
  const seen = new Set<string>();
  for (let at = id; at !== null && !seen.has(at); at = notes.get(at)?.parent_id ?? null) {
    if (at === ancestorId) return true;
    seen.add(at);
  }
  return false;
}

function effective(queue: readonly QueuedOperation[]): QueuedOperation[] {
  const ineffective: QueuedOperation[] = [];
  return queue.filter((entry) => {
    const isRefused = entry.state.name === 'set_aside';
    const isBehind = ineffective.some((earlier) => dependsOn(entry.operation, earlier.operation));
    if (entry.operation.kind === 'create_note' || !(isRefused || isBehind)) return true;
    ineffective.push(entry);
    return false;
  });
}

function applyTo(notes: Map<string, Note>, operation: Operation, personId: string): void {
  const note = notes.get(operation.note_id);
  if (operation.kind === 'create_note') {
    if (!note) notes.set(operation.note_id, newNote(operation, personId));
    return;
  }
  if (!note) return;
  switch (operation.kind) {
    case 'rename':
      notes.set(note.id, { ...note, title: operation.title });
      break;
    case 'place':
      // The server refuses a circle too: then the note stays where it is.
      if (isWithin(notes, operation.parent_id, note.id)) break;
      notes.set(note.id, { ...note, parent_id: operation.parent_id, rank: operation.rank });
      break;
    case 'tag':
      notes.set(note.id, { ...note, tags: operation.tags });
      break;
    case 'favourite':
      notes.set(note.id, {
        ...note,
        favourite: operation.is_favourite,
        favourite_rank: operation.is_favourite ? (operation.rank ?? note.favourite_rank) : null,
      });
      break;
    case 'trash':
      if (note.trashed_at === null) trash(notes, note, operation.at);
      break;
    case 'restore':
      restore(notes, note);
      break;
    case 'upload_attachment':
      break;
  }
}

function newNote({ note_id, parent_id, workspace_id, rank, at }: CreateNote, personId: string): Note {
  return {
    id: note_id,
    workspace_id: workspace_id ?? '',
    parent_id,
    title: '',
    rank,
    created_at: at,
    created_by: personId,
    updated_at: at,
    trashed_at: null,
    trashed_with: null,
    tags: [],
    role: 'owner',
    favourite: false,
    favourite_rank: null,
  };
}

/** With all that is below it and not in the trash already. */
function trash(notes: Map<string, Note>, note: Note, at: string): void {
  for (const each of [...notes.values()]) {
    if (each.trashed_with !== null || !isWithin(notes, each.id, note.id)) continue;
    notes.set(each.id, { ...each, trashed_with: note.id });
  }
  notes.set(note.id, { ...note, trashed_at: at, trashed_with: note.id });
}

/** With all that went with it. */
function restore(notes: Map<string, Note>, note: Note): void {
  for (const each of [...notes.values()]) {
    if (each.trashed_with === note.id) notes.set(each.id, { ...each, trashed_with: null });
  }
  notes.set(note.id, { ...note, trashed_at: null, trashed_with: null });
}

/** A note that was made, or moved, below one that somebody else moved to the trash is not to be found elsewhere. */
function hideBelowTrash(notes: Map<string, Note>): void {
  for (const note of [...notes.values()]) {
    if (note.trashed_with !== null) continue;
    const trashed_with = trashedAbove(notes, note);
    if (trashed_with !== null) notes.set(note.id, { ...note, trashed_with });
  }
}

function trashedAbove(notes: ReadonlyMap<string, Note>, note: Note): string | null {
  const seen = new Set<string>();
  for (let at = note.parent_id; at !== null && !seen.has(at); at = notes.get(at)?.parent_id ?? null) {
    const trashed_with = notes.get(at)?.trashed_with ?? null;
    if (trashed_with !== null) return trashed_with;
    seen.add(at);
  }
  return null;
}
