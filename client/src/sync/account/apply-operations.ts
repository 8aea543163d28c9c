/**
 * The list as it is shown: the server's rows with the queue applied over them, as the server will apply it. When newer
 * rows come, the same queue is applied over those.
 *
 * What the server refused is not shown as if it had been done, and neither is what waits behind it. The one exception
 * is a note that was made here: it exists on this device, with its text, whatever the server says.
 */
import { type Note, trash_days } from '@scriptorium/shared/api/notes.ts';
import { compareRanked } from '@scriptorium/shared/rank.ts';
import type { QueuedOperation } from './account-store.ts';
import type { CreateNote, Operation, Place } from './operations.ts';
import { dependsOn } from './queue.ts';

/** @returns all notes, also those in the trash, in order */
export function applyOperations(
  rows: readonly Note[],
  queue: readonly QueuedOperation[],
  personId: string,
): Note[] {
  const notes = new Map(rows.map((note) => [note.id, note]));
  for (const { operation } of effective(queue)) applyTo(notes, operation, personId);
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
    if (!note) notes.set(operation.note_id, newNote(notes, operation, personId));
    return;
  }
  if (!note) return;
  switch (operation.kind) {
    case 'rename':
      notes.set(note.id, { ...note, title: operation.title });
      break;
    case 'place':
      place(notes, note, operation);
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
    case 'comment':
      break;
  }
}

/** Under a parent that is gone or in the trash nobody would find it: then it is at the top. */
function newNote(
  notes: ReadonlyMap<string, Note>,
  { note_id, parent_id, workspace_id, rank, at }: CreateNote,
  personId: string,
): Note {
  const parent = parent_id === null ? undefined : notes.get(parent_id);
  return {
    id: note_id,
    workspace_id: parent?.workspace_id ?? workspace_id ?? '',
    parent_id: parent?.trashed_with === null ? parent.id : null,
    title: '',
    rank,
    created_at: at,
    created_by: personId,
    updated_at: at,
    trashed_at: null,
    trashed_with: null,
    deleted_after: null,
    is_template: false,
    tags: [],
    // As what, the server says: whoever makes a note may edit it.
    role: parent?.role ?? 'editor',
    favourite: false,
    favourite_rank: null,
  };
}

/** The server refuses what would make a circle, and a parent that is gone or in the trash: then nothing changes. */
function place(notes: Map<string, Note>, note: Note, { parent_id, rank }: Place): void {
  const isMoved = parent_id !== note.parent_id;
  if (isMoved && parent_id !== null) {
    if (notes.get(parent_id)?.trashed_with !== null || isWithin(notes, parent_id, note.id)) return;
  }
  // It went to the trash with a note that is not above it any more.
  const trashed_with = isMoved && note.trashed_with !== note.id ? note.trashed_with : null;
  if (trashed_with !== null) takeOut(notes, note, trashed_with);
  notes.set(note.id, { ...(notes.get(note.id) ?? note), parent_id, rank });
}

/** With all that is below it, except what went to the trash by itself before. */
function trash(notes: Map<string, Note>, note: Note, at: string): void {
  for (const each of [...notes.values()]) {
    if (each.trashed_with !== note.trashed_with || !isWithin(notes, each.id, note.id)) continue;
    notes.set(each.id, { ...each, trashed_with: note.id });
  }
  notes.set(note.id, { ...note, trashed_at: at, trashed_with: note.id, deleted_after: endOfTrash(at) });
}

/** With all that went with it; at the top where its parent is gone or in the trash. */
function restore(notes: Map<string, Note>, note: Note): void {
  const parent = note.parent_id === null ? undefined : notes.get(note.parent_id);
  const parent_id = parent?.trashed_with === null ? parent.id : null;
  if (note.trashed_with !== null) takeOut(notes, note, note.trashed_with);
  notes.set(note.id, { ...note, parent_id, trashed_at: null, trashed_with: null, deleted_after: null });
}

/** By this device's clock; what counts is the server's answer. */
function endOfTrash(at: string): string {
  return new Date(Date.parse(at) + trash_days * 24 * 3_600_000).toISOString();
}

function takeOut(notes: Map<string, Note>, note: Note, from: string): void {
  for (const each of [...notes.values()]) {
    if (each.trashed_with !== from || !isWithin(notes, each.id, note.id)) continue;
    notes.set(each.id, { ...each, trashed_with: null });
  }
}
