import type { Note } from '@scriptorium/shared/api/notes.ts';
import { Ellipsis, Link2, RotateCcw, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { currentLanguage, t } from '../../lib/i18n/i18n.ts';
import { relativeTime } from '../../lib/relative-time.ts';
import { IconMenu, type MenuItem } from '../../ui/menu.tsx';
import { useNoteActions } from './use-note-actions.ts';

interface NoteMenuProps {
  note: Note;
  mayTrash: boolean;
  /** What the open note itself can do and tell; the app hands it in. */
  tools: { items: MenuItem[]; footer: ReactNode };
  /** Their name, where it is known. */
  createdBy: string | null;
}

/** The open note's own menu, in its header. */
export function NoteMenu({ note, mayTrash, tools, createdBy }: NoteMenuProps) {
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
      footer={
        <>
          {tools.footer}
          <NoteDates note={note} createdBy={createdBy} />
        </>
      }
      groups={[
        {
          items: [
            {
              label: t('notes.copyLink'),
              icon: <Link2 aria-hidden="true" />,
              run: () => actions.copyLink(note),
            },
            ...tools.items,
          ],
        },
        ...(mayTrash ? [{ items: [fate] }] : []),
      ]}
    />
  );
}

function NoteDates({ note, createdBy }: { note: Note; createdBy: string | null }) {
  const date = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'long' }).format(
    new Date(note.created_at),
  );
  return (
    <>
      <p>{createdBy ? t('count.createdBy', { name: createdBy, date }) : t('count.created', { date })}</p>
      <p>{t('count.updated', { ago: relativeTime(note.updated_at) })}</p>
    </>
  );
}
