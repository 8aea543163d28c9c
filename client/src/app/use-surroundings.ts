import { backlinksSchema, notePeopleSchema } from '@scriptorium/shared/api/notes.ts';
import { useEffect, useMemo, useRef } from 'react';
import { useNavigate } from 'react-router';
import type { Named, Surroundings } from '../features/editor/surroundings.ts';
import { useAccount } from '../features/notes/account-context.ts';
import { request } from '../lib/api-client.ts';
import { useAnswer } from '../lib/use-answer.ts';
import type { Account } from '../sync/account/account.ts';
import { readValue } from '../sync/account/account-store.ts';

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

/** From the server; without it, who it last said. */
async function peopleOf(account: Account, noteId: string): Promise<Named[]> {
  const store = await account.store();
  const kept = async () => (await store.read(['values'], ({ values }) => readValue(values, 'people'))) ?? {};
  try {
    const { people } = await request(`/notes/${noteId}/people`, notePeopleSchema);
    const named = people.map(({ id, name }) => ({ id, name }));
    const all = { ...(await kept()), [noteId]: named };
    await store.write(['values'], ({ values }) => values.put({ key: 'people', value: all }));
    return named;
  } catch {
    return (await kept())[noteId] ?? [];
  }
}
