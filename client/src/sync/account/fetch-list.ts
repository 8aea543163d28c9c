import { type Note, noteListSchema } from '@scriptorium/shared/api/notes.ts';
import { workspaceListSchema } from '@scriptorium/shared/api/workspaces.ts';
import { request } from '../../lib/api-client.ts';
import type { ServerList } from './note-index.ts';

const page_size = 500;

/** All notes that the person can read, page by page, and their workspaces. */
export async function fetchList(signal: AbortSignal): Promise<ServerList> {
  const [notes, { workspaces }] = await Promise.all([
    fetchNotes(signal),
    request('/workspaces', workspaceListSchema, { signal }),
  ]);
  return { notes, workspaces };
}

async function fetchNotes(signal: AbortSignal): Promise<Note[]> {
  const notes: Note[] = [];
  let after: string | null = null;
  do {
    const query: URLSearchParams = new URLSearchParams({ trashed: 'any', limit: String(page_size) });
    if (after !== null) query.set('after', after);
    const page: { notes: Note[]; next: string | null } = await request(`/notes?${query}`, noteListSchema, {
      signal,
    });
    notes.push(...page.notes);
    after = page.next;
  } while (after !== null);
  return notes;
}
