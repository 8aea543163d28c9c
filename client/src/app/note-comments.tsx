import type { Note } from '@scriptorium/shared/api/notes.ts';
import { may } from '@scriptorium/shared/permissions.ts';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { NoteCommentsPart } from '../features/comments/note-comments.tsx';
import type { NoteTools } from '../features/editor/use-note-tools.tsx';
import { useAccount } from '../features/notes/account-context.ts';
import { useLayout } from './layout-context.ts';
import { peopleOf } from './people.ts';

/** What is said about a note that is open. `?thread=`: this one is to be looked at. */
export function NoteComments({ note, tools }: { note: Note; tools: NoteTools }) {
  const { person } = useLayout();
  const account = useAccount();
  const [address] = useSearchParams();
  const isLiving = note.trashed_with === null;
  const findPeople = useCallback(() => peopleOf(account, note.id), [account, note.id]);
  return (
    <NoteCommentsPart
      note={tools.note}
      editor={tools.editor}
      person={person}
      account={account}
      mayComment={isLiving && may(note.role, 'note:comment')}
      mayModerate={isLiving && may(note.role, 'note:moderate')}
      findPeople={findPeople}
      wanted={address.get('thread')}
    />
  );
}
