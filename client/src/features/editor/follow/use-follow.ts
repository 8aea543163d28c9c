import type { Editor } from '@tiptap/core';
import { useEffect, useState } from 'react';
import type { OpenNote } from '../../../sync/open-note.ts';
import type { PresentPerson } from '../../../sync/presence.ts';
import { followPerson } from './follow-person.ts';

export interface Follow {
  person: PresentPerson | null;
  /** The same person again: stops. */
  toggle: (person: PresentPerson) => void;
  stop: () => void;
}

export function useFollow(note: OpenNote, editor: Editor | null): Follow {
  const [person, setPerson] = useState<PresentPerson | null>(null);
  const personId = person?.id;
  useEffect(() => {
    if (!personId || !editor) return;
    return followPerson(note.awareness, personId, editor.view.dom, () => setPerson(null));
  }, [note, editor, personId]);
  return {
    person,
    toggle: (next) => setPerson(next.id === personId ? null : next),
    stop: () => setPerson(null),
  };
}
