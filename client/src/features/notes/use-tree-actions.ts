import type { Note } from '@scriptorium/shared/api/notes.ts';
import { may } from '@scriptorium/shared/permissions.ts';
import { useState } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { titleParts } from '../../lib/note-title.ts';
import type { NewPlace } from '../../sync/account/note-actions.ts';
import { type Direction, placeByDrop, placeByKey, type Zone } from './tree-moves.ts';
import type { TreeRow } from './tree-rows.ts';
import type { Expanded } from './use-expanded.ts';
import { useNoteActions } from './use-note-actions.ts';

/** What is done to notes in the tree itself, and the words that tell of it to who does not see it. */
export function useTreeActions(rows: readonly TreeRow[], expanded: Expanded) {
  const { place, trash } = useNoteActions();
  const [said, setSaid] = useState('');

  function put(note: Note, where: NewPlace | null): void {
    const title = titleParts(note.title).text;
    if (!where || !may(note.role, 'note:move')) {
      setSaid(t('notes.staysHere', { title }));
      return;
    }
    if (where.parent_id !== null) expanded.set(where.parent_id, true);
    const parent = rows.find((row) => row.note.id === where.parent_id)?.note;
    const into = parent ? titleParts(parent.title).text : null;
    setSaid(into ? t('notes.movedInto', { title, parent: into }) : t('notes.movedTop', { title }));
    void place(note, where);
  }

  return {
    said,
    move: (note: Note, direction: Direction) => put(note, placeByKey(rows, note.id, direction)),
    drop: (id: string, target: string, zone: Zone) => {
      const note = rows.find((row) => row.note.id === id)?.note;
      if (note) put(note, placeByDrop(rows, id, target, zone));
    },
    trash: (note: Note) => {
      if (may(note.role, 'note:trash')) void trash(note);
    },
  };
}
