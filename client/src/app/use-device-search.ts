import type { Note } from '@scriptorium/shared/api/notes.ts';
import { useCallback } from 'react';
import { useAccount } from '../features/notes/account-context.ts';
import { useDocuments } from '../features/notes/documents-context.ts';
import { hasTag } from '../features/notes/tags.ts';
import { pathOf } from '../features/notes/tree-rows.ts';
import type { Question } from '../features/search/use-text-search.ts';
import { replicaName } from '../sync/replica-name.ts';
import { type DeviceResult, searchDevice } from '../sync/search/device-search.ts';

/** Searches the notes that have a copy on this device, those that were opened last first. */
export function useDeviceSearch(
  personId: string,
): (question: Question, signal: AbortSignal) => Promise<DeviceResult[]> {
  const documents = useDocuments();
  const { state } = useAccount();
  return useCallback(
    async (question, signal) => {
      await documents?.loaded;
      const { notes } = state.get();
      const wanted = new Map(notes.filter(isWanted(question, notes)).map((note) => [note.id, note]));
      const here = (documents?.rows() ?? [])
        .filter(({ note_id }) => wanted.has(note_id))
        .sort((a, b) => b.opened_at - a.opened_at)
        .map(({ note_id }) => ({
          noteId: note_id,
          replica: replicaName(personId, note_id),
          tags: wanted.get(note_id)?.tags ?? [],
        }));
      return searchDevice(question.q, here, signal);
    },
    [documents, state, personId],
  );
}

/** As the server filters; of who wrote in a note, this device knows who made it. */
function isWanted(question: Question, notes: readonly Note[]): (note: Note) => boolean {
  const { tag, person, from, in: below, trash } = question;
  const byId = new Map(notes.map((note) => [note.id, note]));
  return (note) =>
    (note.trashed_with !== null) === (trash === 'true') &&
    (!tag || hasTag(note, tag)) &&
    (!person || note.created_by === person) &&
    (!from || note.updated_at >= from) &&
    (!below || note.id === below || pathOf(note, byId).some(({ id }) => id === below));
}
