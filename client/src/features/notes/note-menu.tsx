import type { Note } from '@scriptorium/shared/api/notes.ts';
import { Ellipsis, Link2, RotateCcw, Trash2 } from 'lucide-react';
import { IconMenu, type MenuItem } from '../../ui/menu.tsx';
import { useNoteActions } from './use-note-actions.ts';

/** The open note's own menu, in its header. */
export function NoteMenu({ note, mayTrash }: { note: Note; mayTrash: boolean }) {
  const actions = useNoteActions();
  const fate: MenuItem = note.trashed_at
    ? { label: 'Restore', icon: <RotateCcw aria-hidden="true" />, run: () => void actions.restore(note) }
    : {
        kind: 'danger',
        label: 'Move to trash',
        icon: <Trash2 aria-hidden="true" />,
        run: () => void actions.trash(note),
      };
  return (
    <IconMenu
      label="Actions for this note"
      icon={<Ellipsis aria-hidden="true" />}
      groups={[
        {
          items: [
            { label: 'Copy link', icon: <Link2 aria-hidden="true" />, run: () => actions.copyLink(note) },
          ],
        },
        ...(mayTrash ? [{ items: [fate] }] : []),
      ]}
    />
  );
}
