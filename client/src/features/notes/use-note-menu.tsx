import type { Note } from '@scriptorium/shared/api/notes.ts';
import { may } from '@scriptorium/shared/permissions.ts';
import {
  CircleArrowDown,
  FileText,
  FolderInput,
  Link2,
  PencilLine,
  RotateCcw,
  SquarePen,
  Star,
  StarOff,
  Tag,
  Trash2,
} from 'lucide-react';
import { t } from '../../lib/i18n/i18n.ts';
import type { MenuGroup, MenuItem } from '../../ui/menu.tsx';
import { useAvailability, useDocuments } from './documents-context.ts';
import { openNoteDialog } from './note-dialogs.tsx';
import { useNoteActions } from './use-note-actions.ts';

/** What can be done with a note, in every menu that is about one. */
export function useNoteMenu(note: Note, { onRename }: { onRename?: () => void } = {}): MenuGroup[] {
  const actions = useNoteActions();
  const documents = useDocuments();
  const availability = useAvailability(note.id);
  const isTrashed = note.trashed_with !== null;
  const items: (MenuItem | false)[] = [
    onRename !== undefined &&
      may(note.role, 'note:write') && {
        label: t('notes.rename'),
        icon: <PencilLine aria-hidden="true" />,
        hotkey: 'F2',
        run: onRename,
      },
    !isTrashed && {
      label: t(note.favourite ? 'notes.noFavourite' : 'notes.favourite'),
      icon: note.favourite ? <StarOff aria-hidden="true" /> : <Star aria-hidden="true" />,
      run: () => void actions.setFavourite(note, !note.favourite),
    },
    !isTrashed &&
      may(note.role, 'note:write') && {
        label: t('notes.tagsOf'),
        icon: <Tag aria-hidden="true" />,
        run: () => openNoteDialog({ kind: 'tags', noteId: note.id }),
      },
    !isTrashed &&
      may(note.role, 'note:move') && {
        label: t('notes.moveTo'),
        icon: <FolderInput aria-hidden="true" />,
        run: () => openNoteDialog({ kind: 'move', noteId: note.id }),
      },
    !isTrashed && {
      label: t('notes.duplicate'),
      icon: <FileText aria-hidden="true" />,
      run: () => openNoteDialog({ kind: 'duplicate', noteId: note.id }),
    },
    !isTrashed &&
      !note.is_template &&
      may(note.role, 'note:move') && {
        label: t('notes.template'),
        icon: <SquarePen aria-hidden="true" />,
        run: () => openNoteDialog({ kind: 'template', noteId: note.id }),
      },
    documents !== null &&
      !isTrashed && {
        kind: 'choice',
        label: t('notes.pin'),
        icon: <CircleArrowDown aria-hidden="true" />,
        isChosen: availability === 'pinned',
        run: () => void documents.pin(note.id, availability !== 'pinned'),
      },
    { label: t('notes.copyLink'), icon: <Link2 aria-hidden="true" />, run: () => actions.copyLink(note) },
  ];
  const fates: MenuItem[] = isTrashed
    ? [
        {
          label: t('notes.restore'),
          icon: <RotateCcw aria-hidden="true" />,
          run: () => void actions.restore(note),
        },
        {
          kind: 'danger',
          label: t('notes.delete'),
          icon: <Trash2 aria-hidden="true" />,
          run: () => openNoteDialog({ kind: 'delete', noteId: note.id }),
        },
      ]
    : [
        {
          kind: 'danger',
          label: t('notes.moveToTrash'),
          icon: <Trash2 aria-hidden="true" />,
          run: () => void actions.trash(note),
        },
      ];
  return [
    { items: items.filter((item) => item !== false) },
    ...(may(note.role, 'note:trash') ? [{ items: fates }] : []),
  ];
}
