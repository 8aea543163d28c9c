import type { Note } from '@scriptorium/shared/api/notes.ts';
import { Ellipsis } from 'lucide-react';
import { t } from '../../lib/i18n/i18n.ts';
import { IconMenu } from '../../ui/menu.tsx';
import { useNoteMenu } from './use-note-menu.tsx';

/** The open note's own menu, in its header. */
export function NoteMenu({ note }: { note: Note }) {
  const groups = useNoteMenu(note);
  return <IconMenu label={t('notes.actions')} icon={<Ellipsis aria-hidden="true" />} groups={groups} />;
}
