import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useAccount } from '../features/notes/account-context.ts';
import { placeOfNew } from '../features/notes/workspace.ts';
import { NoteSkeleton } from '../ui/note-skeleton.tsx';

/** The address of the app's shortcut "New note": one is made, and takes this page's place in the history. */
export function NewNotePage() {
  const navigate = useNavigate();
  const account = useAccount();
  const [failure, setFailure] = useState<unknown>(null);
  const isAsked = useRef(false);
  useEffect(() => {
    // StrictMode runs it twice, and one note was asked for.
    if (isAsked.current) return;
    isAsked.current = true;
    account.actions
      .createNote(placeOfNew(account))
      .then((id) => navigate(`/notes/${id}`, { replace: true, state: { isNew: true } }))
      .catch(setFailure);
  }, [account, navigate]);
  if (failure) throw failure;
  return <NoteSkeleton />;
}
