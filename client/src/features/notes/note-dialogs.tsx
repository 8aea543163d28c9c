/** The dialogs about one note. Whatever menu asks for one, it is shown here, once, above the page. */
import type { Note } from '@scriptorium/shared/api/notes.ts';
import { type ComponentType, Suspense, useSyncExternalStore } from 'react';
import { loadOrderMessages } from '../../lib/i18n/i18n.ts';
import { lazyPart } from '../../ui/lazy-part.ts';
import { useNoteIndex } from './account-context.ts';
import { useLivingNotes } from './queries.ts';

interface NoteDialogProps {
  note: Note;
  /** All that are not in the trash. */
  notes: readonly Note[];
  onClose: () => void;
}

const dialogs = {
  move: dialog(async () => (await import('./move-dialog.tsx')).MoveDialog),
  tags: dialog(async () => (await import('./tags-dialog.tsx')).TagsDialog),
  duplicate: dialog(async () => (await import('./duplicate-dialog.tsx')).DuplicateDialog),
  template: dialog(async () => (await import('./template-dialog.tsx')).TemplateDialog),
  delete: dialog(async () => (await import('./delete-dialog.tsx')).DeleteDialog),
};

interface Asked {
  kind: keyof typeof dialogs;
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
  const note = useNoteIndex().notes.find(({ id }) => id === shown?.noteId);
  if (!shown || !notes || !note) return null;
  const Dialog = dialogs[shown.kind];
  return (
    <Suspense fallback={null}>
      <Dialog note={note} notes={notes} onClose={() => set(null)} />
    </Suspense>
  );
}

function dialog(fetch: () => Promise<ComponentType<NoteDialogProps>>) {
  return lazyPart(async () => (await Promise.all([fetch(), loadOrderMessages()]))[0]);
}

function set(next: Asked | null): void {
  asked = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
