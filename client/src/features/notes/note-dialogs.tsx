/** The dialogs about one note. Whatever menu asks for one, it is shown here, once, above the page. */
import { Suspense, useSyncExternalStore } from 'react';
import { lazyPart } from '../../ui/lazy-part.ts';
import { useLivingNotes } from './queries.ts';

const MoveDialog = lazyPart(async () => (await import('./move-dialog.tsx')).MoveDialog);
const TagsDialog = lazyPart(async () => (await import('./tags-dialog.tsx')).TagsDialog);

interface Asked {
  kind: 'move' | 'tags';
  noteId: string;
}

let asked: Asked | null = null;
const listeners = new Set<() => void>();

export function openNoteDialog(wanted: Asked): void {
  set(wanted);
}

export function NoteDialogs() {
  const shown = useSyncExternalStore(subscribe, () => asked);
  const notes = useLivingNotes();
  const note = notes?.find(({ id }) => id === shown?.noteId);
  if (!shown || !notes || !note) return null;
  const Dialog = shown.kind === 'move' ? MoveDialog : TagsDialog;
  return (
    <Suspense fallback={null}>
      <Dialog note={note} notes={notes} onClose={() => set(null)} />
    </Suspense>
  );
}

function set(next: Asked | null): void {
  asked = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
