import type { Note } from '@scriptorium/shared/api/notes.ts';
import { useNavigate } from 'react-router';
import { errorWords } from '../../lib/error-words.ts';
import { type MessageId, t } from '../../lib/i18n/i18n.ts';
import { titleParts } from '../../lib/note-title.ts';
import { copyText } from '../../ui/copy-text.ts';
import { showToast } from '../../ui/toast.tsx';
import { useCreateNote, useUpdateNote } from './queries.ts';

/** What one can do with a note, wherever it is shown: with its words, its undo, and its errors told. */
export function useNoteActions() {
  const navigate = useNavigate();
  const create = useCreateNote();
  const update = useUpdateNote();

  async function newNote(workspaceId: string | undefined): Promise<void> {
    const id = crypto.randomUUID();
    try {
      await create.mutateAsync(workspaceId ? { id, workspace_id: workspaceId } : { id });
      await navigate(`/notes/${id}`, { state: { isNew: true } });
    } catch (error) {
      tell('notes.notCreated', error);
    }
  }

  async function rename(note: Note, title: string): Promise<void> {
    try {
      await update.mutateAsync({ note, change: { title } });
    } catch (error) {
      tell('notes.notRenamed', error);
    }
  }

  async function trash(note: Note): Promise<void> {
    try {
      await update.mutateAsync({ note, change: { trashed: true } });
      showToast(t('notes.trashed', { title: titleParts(note.title).text }), {
        label: t('app.undo'),
        run: () => void restore(note),
      });
    } catch (error) {
      tell('notes.notMoved', error);
    }
  }

  async function restore(note: Note): Promise<void> {
    try {
      const trashed_at = note.trashed_at ?? new Date().toISOString();
      await update.mutateAsync({ note: { ...note, trashed_at }, change: { trashed: false } });
    } catch (error) {
      tell('notes.notRestored', error);
    }
  }

  function copyLink(note: Note): void {
    void copyText(`${location.origin}/notes/${note.id}`, t('notes.linkCopied'));
  }

  return { newNote, rename, trash, restore, copyLink, isCreating: create.isPending };
}

function tell(what: MessageId, error: unknown): void {
  showToast(t(what, { reason: errorWords(error) }));
}
