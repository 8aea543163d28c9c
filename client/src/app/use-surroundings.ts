import { backlinksSchema } from '@scriptorium/shared/api/notes.ts';
import { useEffect, useMemo, useRef } from 'react';
import { useNavigate } from 'react-router';
import type { Named, Surroundings } from '../features/editor/surroundings.ts';
import { useAccount } from '../features/notes/account-context.ts';
import { request } from '../lib/api-client.ts';
import { useAnswer } from '../lib/use-answer.ts';
import { peopleOf } from './people.ts';

/** What the editor of a note is told of people and of other notes. */
export function useSurroundings(noteId: string): Surroundings {
  const account = useAccount();
  const navigate = useNavigate();
  // The editor is made for one of these: it is not made anew with each step through the app.
  const latest = useRef(navigate);
  useEffect(() => {
    latest.current = navigate;
  }, [navigate]);
  return useMemo(
    () => ({
      people: () => peopleOf(account, noteId),
      notes: () =>
        account.state
          .get()
          .notes.filter((note) => note.trashed_with === null && note.id !== noteId)
          .map((note) => ({ id: note.id, name: note.title })),
      titleOf: (id) => account.state.get().notes.find((note) => note.id === id)?.title,
      openNote: (id) => void latest.current(`/notes/${id}`),
      onTitles: account.state.subscribe,
    }),
    [account, noteId],
  );
}

/** The notes that link to this one, as far as the person may read them; none while the server cannot say. */
export function useBacklinks(noteId: string): Named[] {
  const { data } = useAnswer(noteId, askBacklinks);
  return (data?.notes ?? []).map(({ id, title }) => ({ id, name: title }));
}

function askBacklinks(noteId: string, signal: AbortSignal) {
  return request(`/notes/${noteId}/backlinks`, backlinksSchema, { signal });
}
