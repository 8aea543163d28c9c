/** The rows that people list. Changes show at once and are put right by the server's answer. */
import {
  type CreateNoteRequest,
  type Note,
  noteListSchema,
  noteSchema,
  type UpdateNoteRequest,
  workspaceListSchema,
} from '@scriptorium/shared/api/notes.ts';
import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../lib/api-client.ts';
import { takeLiveTitle } from '../../lib/live-titles.ts';

const page_size = 500;

export const workspacesQuery = queryOptions({
  queryKey: ['workspaces'],
  queryFn: async ({ signal }) => (await request('/workspaces', workspaceListSchema, { signal })).workspaces,
  staleTime: 60_000,
});

export function notesQuery(isTrash = false) {
  return queryOptions({
    queryKey: ['notes', isTrash ? 'trash' : 'live'],
    queryFn: ({ signal }) => listAll(isTrash, signal),
    // Others create and rename too; until the server tells of it, it is asked.
    refetchInterval: 30_000,
  });
}

export function noteQuery(id: string) {
  return queryOptions({
    queryKey: ['note', id],
    queryFn: ({ signal }) => request(`/notes/${id}`, noteSchema, { signal }),
  });
}

export function useCreateNote() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateNoteRequest & { id: string }) =>
      request('/notes', noteSchema, { method: 'POST', body }),
    onSuccess: (note) => {
      client.setQueryData(noteQuery(note.id).queryKey, note);
      client.setQueryData(
        notesQuery().queryKey,
        (notes) => notes && sorted([...without(notes, note.id), note]),
      );
      void client.invalidateQueries({ queryKey: notesQuery().queryKey });
    },
  });
}

export function useUpdateNote() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ note, change }: { note: Note; change: UpdateNoteRequest }) =>
      request(`/notes/${note.id}`, noteSchema, { method: 'PATCH', body: change }),
    onMutate: async ({ note, change }) => {
      await client.cancelQueries({ queryKey: ['notes'] });
      place(client, changed(note, change));
    },
    onSuccess: (note) => place(client, note),
    onError: (_error, { note }) => place(client, note),
    onSettled: () => client.invalidateQueries({ queryKey: ['notes'] }),
  });
}

/** The note was left: the title as it was last typed stays in the list until the server has derived the same. */
export function forgetLiveTitle(client: QueryClient, id: string): void {
  const title = takeLiveTitle(id);
  if (title === undefined) return;
  client.setQueryData(notesQuery().queryKey, (notes) =>
    notes?.map((note) => (note.id === id ? { ...note, title } : note)),
  );
  client.setQueryData(noteQuery(id).queryKey, (note) => note && { ...note, title });
}

async function listAll(isTrash: boolean, signal: AbortSignal): Promise<Note[]> {
  const notes: Note[] = [];
  let after: string | null = null;
  do {
    const query: URLSearchParams = new URLSearchParams({
      trashed: String(isTrash),
      limit: String(page_size),
    });
    if (after !== null) query.set('after', after);
    const page: { notes: Note[]; next: string | null } = await request(`/notes?${query}`, noteListSchema, {
      signal,
    });
    notes.push(...page.notes);
    after = page.next;
  } while (after !== null);
  return notes;
}

function changed(note: Note, { title, trashed }: UpdateNoteRequest): Note {
  const trashed_at = trashed === undefined ? note.trashed_at : trashed ? new Date().toISOString() : null;
  return { ...note, title: title ?? note.title, trashed_at };
}

/** Puts the note where it belongs now: among the living or in the trash. */
function place(client: QueryClient, note: Note): void {
  client.setQueryData(noteQuery(note.id).queryKey, note);
  const [home, other] = note.trashed_at ? [notesQuery(true), notesQuery()] : [notesQuery(), notesQuery(true)];
  client.setQueryData(other.queryKey, (notes) => notes && without(notes, note.id));
  client.setQueryData(home.queryKey, (notes) => {
    if (!notes) return notes;
    const isThere = notes.some((each) => each.id === note.id);
    return isThere ? notes.map((each) => (each.id === note.id ? note : each)) : sorted([...notes, note]);
  });
}

function without(notes: Note[], id: string): Note[] {
  return notes.filter((note) => note.id !== id);
}

/** Byte-wise by rank, as the server lists them. */
function sorted(notes: Note[]): Note[] {
  return notes.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
}
