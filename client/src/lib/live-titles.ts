/**
 * Titles of the notes that are open in this tab, as they are typed. The editor writes them from the Y.Doc, the sidebar
 * reads them: neither knows the other. A note that is not here has the title of the last fetch.
 */
import { useSyncExternalStore } from 'react';

const titles = new Map<string, string>();
const listeners = new Set<() => void>();

export function setLiveTitle(noteId: string, title: string): void {
  if (titles.get(noteId) === title) return;
  titles.set(noteId, title);
  for (const listener of listeners) listener();
}

/** The note is closed: from now on the list knows it from the server only. */
export function takeLiveTitle(noteId: string): string | undefined {
  const title = titles.get(noteId);
  if (titles.delete(noteId)) for (const listener of listeners) listener();
  return title;
}

export function useTitle(note: { id: string; title: string }): string {
  const live = useSyncExternalStore(subscribe, () => titles.get(note.id));
  return live ?? note.title;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
