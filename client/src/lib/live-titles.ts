/**
 * Titles of the notes that are open in this tab, as they are typed. The editor writes them from the Y.Doc, the lists
 * read them: neither knows the other. A note that is not here has the title that this device keeps.
 */
import { useSyncExternalStore } from 'react';

/** `isLast`: the note was left. */
type TitleWatcher = (noteId: string, title: string, isLast: boolean) => void;

const titles = new Map<string, string>();
const listeners = new Set<() => void>();
const watchers = new Set<TitleWatcher>();

export function setLiveTitle(noteId: string, title: string): void {
  if (titles.get(noteId) === title) return;
  titles.set(noteId, title);
  tell(noteId, title, false);
}

/** The note is closed. */
export function forgetLiveTitle(noteId: string): void {
  const title = titles.get(noteId);
  if (title === undefined) return;
  titles.delete(noteId);
  tell(noteId, title, true);
}

export function useTitle(note: { id: string; title: string }): string {
  const live = useSyncExternalStore(subscribe, () => titles.get(note.id));
  return live ?? note.title;
}

/** @returns what ends it */
export function watchTitles(watcher: TitleWatcher): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function tell(noteId: string, title: string, isLast: boolean): void {
  // Whoever keeps it is first: then a list that is drawn anew has it.
  for (const watcher of watchers) watcher(noteId, title, isLast);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
