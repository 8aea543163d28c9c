import type { Editor } from '@tiptap/core';
import { useEffect, useState } from 'react';
import type { NoteComments } from '../../sync/comments/note-comments.ts';
import type { OpenNote } from '../../sync/open-note.ts';
import { type Commented, DrawnComments, type Places } from './drawn-comments.ts';

const nowhere: Places = new Map();

/** Draws the open threads in the text. @param mayTell whether one may say where a thread is now */
export function useDrawnComments(
  editor: Editor | null,
  note: OpenNote,
  comments: NoteComments | null,
  mayTell: boolean,
): { drawn: DrawnComments | null; places: Places } {
  const [drawn, setDrawn] = useState<DrawnComments | null>(null);
  const [places, setPlaces] = useState<Places>(nowhere);
  useEffect(() => {
    if (!editor || !comments) return;
    const made = new DrawnComments({
      editor,
      doc: note.doc,
      onPlaces: setPlaces,
      onMoved: (id, anchor) => mayTell && comments.setAnchor(id, anchor),
    });
    const show = () => made.show(commentedIn(comments));
    const unsubscribe = comments.state.subscribe(show);
    show();
    setDrawn(made);
    return () => {
      unsubscribe();
      made.destroy();
      setDrawn(null);
      setPlaces(nowhere);
    };
  }, [editor, note, comments, mayTell]);
  return { drawn, places };
}

/** What is resolved is not in the way of reading. */
function commentedIn(comments: NoteComments): Commented[] {
  return comments.state
    .get()
    .threads.flatMap(({ id, anchor, quote, is_resolved }) =>
      anchor && quote !== null && !is_resolved ? [{ id, anchor, quote }] : [],
    );
}
