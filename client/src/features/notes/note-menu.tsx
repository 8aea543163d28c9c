import type { Note } from '@scriptorium/shared/api/notes.ts';
import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { currentLanguage, t } from '../../lib/i18n/i18n.ts';
import { relativeTime } from '../../lib/relative-time.ts';
import { IconMenu, type MenuItem } from '../../ui/menu.tsx';
import { useNoteMenu } from './use-note-menu.tsx';

interface NoteMenuProps {
  note: Note;
  /** What the open note itself can do and tell; the app hands it in. */
  tools: { items: MenuItem[]; footer: ReactNode };
  /** Their name, where it is known. */
  createdBy: string | null;
}

/** The open note's own menu, in its header. */
export function NoteMenu({ note, tools, createdBy }: NoteMenuProps) {
  const [about, ...rest] = useNoteMenu(note);
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
      groups={[...(about ? [about] : []), { items: tools.items }, ...rest]}
    />
  );
}

function NoteDates({ note, createdBy }: { note: Note; createdBy: string | null }) {
  const date = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium' }).format(
    new Date(note.created_at),
  );
  return (
    <>
      <p>{createdBy ? t('count.createdBy', { name: createdBy, date }) : t('count.created', { date })}</p>
      <p>{t('count.updated', { ago: relativeTime(note.updated_at) })}</p>
    </>
  );
}
