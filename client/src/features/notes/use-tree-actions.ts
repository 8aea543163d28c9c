import type { Note } from '@scriptorium/shared/api/notes.ts';
import { may } from '@scriptorium/shared/permissions.ts';
import { useLayoutEffect, useRef, useState } from 'react';
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
  const newest = useRef(rows);
  useLayoutEffect(() => {
    newest.current = rows;
  }, [rows]);
  // Keys are faster than the disk: each move looks at the tree as the one before has left it.
  const last = useRef(Promise.resolve());

  function put(id: string, find: (rows: readonly TreeRow[]) => NewPlace | null): void {
    last.current = last.current.then(async () => {
      const row = newest.current.find(({ note }) => note.id === id);
      if (!row) return;
      const title = titleParts(row.note.title).text;
      const where = may(row.note.role, 'note:move') ? find(newest.current) : null;
      if (!where) return setSaid(t('notes.staysHere', { title }));
      if (where.parent_id !== null) expanded.set(where.parent_id, true);
      await place(row.note, where);
      await new Promise(requestAnimationFrame);
      setSaid(wordsOf(title, where, newest.current));
    });
  }

  return {
    said,
    move: (id: string, direction: Direction) => put(id, (now) => placeByKey(now, id, direction)),
    drop: (id: string, target: string, zone: Zone) => put(id, (now) => placeByDrop(now, id, target, zone)),
    trash: (note: Note) => {
      if (may(note.role, 'note:trash')) void trash(note);
    },
  };
}

function wordsOf(title: string, { parent_id }: NewPlace, rows: readonly TreeRow[]): string {
  const parent = rows.find(({ note }) => note.id === parent_id)?.note;
  return parent
    ? t('notes.movedInto', { title, parent: titleParts(parent.title).text })
    : t('notes.movedTop', { title });
}
