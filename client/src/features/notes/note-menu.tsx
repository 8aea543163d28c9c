import type { Note } from '@scriptorium/shared/api/notes.ts';
import { Ellipsis, Link2, RotateCcw, Trash2 } from 'lucide-react';
import { t } from '../../lib/i18n/i18n.ts';
import { IconMenu, type MenuItem } from '../../ui/menu.tsx';
import { useNoteActions } from './use-note-actions.ts';

/** The open note's own menu, in its header. */
export function NoteMenu({ note, mayTrash }: { note: Note; mayTrash: boolean }) {
  const actions = useNoteActions();
  const fate: MenuItem = note.trashed_at
    ? {
        label: t('notes.restore'),
        icon: <RotateCcw aria-hidden="true" />,
        run: () => void actions.restore(note),
      }
    : {
        kind: 'danger',
        label: t('notes.moveToTrash'),
        icon: <Trash2 aria-hidden="true" />,
        run: () => void actions.trash(note),
      };
  return (
    <IconMenu
      label={t('notes.actions')}
      icon={<Ellipsis aria-hidden="true" />}
      groups={[
        {
          items: [
            {
              label: t('notes.copyLink'),
              icon: <Link2 aria-hidden="true" />,
              run: () => actions.copyLink(note),
            },
          ],
        },
        ...(mayTrash ? [{ items: [fate] }] : []),
      ]}
    />
  );
}
