/** The notes that people list, from this device's index; and single ones that are in no list. */
import { type Note, noteSchema } from '@scriptorium/shared/api/notes.ts';
import { useMemo } from 'react';
import { request } from '../../lib/api-client.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { isWithin } from '../../sync/account/apply-operations.ts';
import { useNoteIndex } from './account-context.ts';

/** In order; undefined while nothing is known yet. */
export function useLivingNotes(): Note[] | undefined {
  const { notes, isLoaded } = useNoteIndex();
  return useMemo(() => (isLoaded ? notes.filter(isAmongNotes(notes)) : undefined), [notes, isLoaded]);
}

/** Templates have a list of their own, and what is below them is part of them. */
function isAmongNotes(notes: readonly Note[]): (note: Note) => boolean {
  const byId = new Map(notes.map((note) => [note.id, note]));
  const templates = notes.filter((note) => note.is_template);
  return ({ id, trashed_with }) =>
    trashed_with === null && !templates.some((each) => isWithin(byId, id, each.id));
}

/** What lies in the trash as itself, the last that went there first. What went with one is not named beside it. */
export function useTrashedNotes(): Note[] | undefined {
  const { notes, isLoaded } = useNoteIndex();
  return useMemo(
    () => (isLoaded ? notes.filter(isInTrashAsItself).sort(byTrashTime) : undefined),
    [notes, isLoaded],
  );
}

/** Of a workspace, in order. */
export function useTemplates(workspaceId: string | undefined): Note[] {
  const { notes } = useNoteIndex();
  return useMemo(
    () =>
      notes.filter(
        (note) => note.is_template && note.trashed_with === null && note.workspace_id === workspaceId,
      ),
    [notes, workspaceId],
  );
}

/** How many went to the trash with each of those that are named there. */
export function useTrashedInside(): Map<string, number> {
  const { notes } = useNoteIndex();
  return useMemo(() => {
    const inside = new Map<string, number>();
    for (const { id, trashed_with } of notes) {
      if (trashed_with !== null && trashed_with !== id) {
        inside.set(trashed_with, (inside.get(trashed_with) ?? 0) + 1);
      }
    }
    return inside;
  }, [notes]);
}

/** Of the living notes, in the order that the person gave them. */
export function favouritesOf(notes: readonly Note[]): Note[] {
  return notes
    .filter((note) => note.favourite)
    .sort((a, b) => compareText(a.favourite_rank ?? '', b.favourite_rank ?? '') || compareText(a.id, b.id));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A note by its address: from the list, else, once that is up to date, from the server. */
export function useNote(id: string): { note: Note | undefined; error: Error | null } {
  const { notes, isFresh } = useNoteIndex();
  const listed = useMemo(() => notes.find((note) => note.id === id), [notes, id]);
  const { data, error } = useAnswer(isFresh && !listed ? id : null, askNote);
  return listed ? { note: listed, error: null } : { note: data, error };
}

function askNote(id: string, signal: AbortSignal): Promise<Note> {
  return request(`/notes/${id}`, noteSchema, { signal });
}

function isInTrashAsItself(note: Note): boolean {
  return note.trashed_with === note.id;
}

function byTrashTime(a: Note, b: Note): number {
  return (b.trashed_at ?? '').localeCompare(a.trashed_at ?? '');
}
