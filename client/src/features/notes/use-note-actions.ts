import type { Note } from '@scriptorium/shared/api/notes.ts';
import { useNavigate } from 'react-router';
import { type MessageId, t } from '../../lib/i18n/i18n.ts';
import { titleParts } from '../../lib/note-title.ts';
import type { NewNote, NewPlace } from '../../sync/account/note-actions.ts';
import { copyText } from '../../ui/copy-text.ts';
import { showToast } from '../../ui/toast.tsx';
import { useAccount } from './account-context.ts';
import { placeOfNew } from './workspace.ts';

/**
 * What one can do with a note, wherever it is shown, with its words and its undo. All of it is done on this device at
 * once, with or without a network; what the server will not do is told where the queue is shown.
 */
export function useNoteActions() {
  const navigate = useNavigate();
  const account = useAccount();
  const { actions } = account;

  async function newNote(where: NewNote = {}): Promise<void> {
    await kept('notes.notCreated', async () => {
      const id = await actions.createNote({ ...placeOfNew(account), ...where });
      await navigate(`/notes/${id}`, { state: { isNew: true } });
    });
  }

  const rename = (note: Note, title: string) =>
    kept('notes.notRenamed', () => actions.rename(note.id, title));

  const place = (note: Note, where: NewPlace) => kept('notes.notMoved', () => actions.place(note.id, where));

  const setTags = (note: Note, tags: string[]) =>
    kept('notes.notTagged', () => actions.setTags(note.id, tags));

  const setFavourite = (note: Note, isFavourite: boolean) =>
    kept('notes.notFavourite', () => actions.setFavourite(note.id, isFavourite));

  const restore = (note: Note) => kept('notes.notRestored', () => actions.restore(note.id));

  async function trash(note: Note): Promise<void> {
    await kept('notes.notMoved', async () => {
      await actions.trash(note.id);
      showToast(t('notes.trashed', { title: titleParts(note.title).text }), {
        label: t('app.undo'),
        run: () => void restore(note),
      });
    });
  }

  function copyLink(note: Note): void {
    void copyText(`${location.origin}/notes/${note.id}`, t('notes.linkCopied'));
  }

  return { newNote, rename, place, setTags, setFavourite, trash, restore, copyLink };
}

/** Only this device can fail at it: a full disk, or a newer version of the app in another tab. */
async function kept(failure: MessageId, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch {
    showToast(t(failure, { reason: t('notes.deviceRefused') }));
  }
}
