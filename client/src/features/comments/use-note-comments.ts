import { type Anchor, commentsSchema, commentThreadSchema } from '@scriptorium/shared/api/comments.ts';
import { comments_changed } from '@scriptorium/shared/protocol/comments-changed.ts';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { command, request } from '../../lib/api-client.ts';
import type { Account } from '../../sync/account/account.ts';
import { CommentCopies } from '../../sync/comments/comment-copies.ts';
import { type CommentsServer, type CommentsState, NoteComments } from '../../sync/comments/note-comments.ts';
import type { OpenNote } from '../../sync/open-note.ts';
import type { Readable } from '../../sync/store.ts';

/** Where announcements do not get through, or the socket is a while coming back. */
const look_every_ms = 60_000;

export interface OpenComments {
  comments: NoteComments;
  copies: CommentCopies;
}

/** The comments of an open note, or null for the moment until they are; fresh whenever something says that they changed. */
export function useNoteComments(account: Account, personId: string, note: OpenNote): OpenComments | null {
  const [open, setOpen] = useState<OpenComments | null>(null);
  useEffect(() => {
    const copies = new CommentCopies(personId);
    const { noteId } = note;
    const comments = new NoteComments({ noteId, personId, account, copies, server });
    setOpen({ comments, copies });
    const stop = keepFresh(comments, note);
    return () => {
      stop();
      comments.destroy();
      copies.close();
      setOpen(null);
    };
  }, [account, personId, note]);
  return open;
}

export function useCommentsState(state: Readable<CommentsState>): CommentsState {
  return useSyncExternalStore(state.subscribe, state.get);
}

function keepFresh(comments: NoteComments, { provider }: OpenNote): () => void {
  const life = new AbortController();
  const { signal } = life;
  const refresh = () => void comments.refresh();
  const onStateless = ({ payload }: { payload: string }) => payload === comments_changed && refresh();
  provider.on('stateless', onStateless);
  // What was said while there was no connection.
  provider.on('synced', refresh);
  window.addEventListener('online', refresh, { signal });
  document.addEventListener('visibilitychange', () => !document.hidden && refresh(), { signal });
  const timer = setInterval(() => !document.hidden && refresh(), look_every_ms);
  return () => {
    life.abort();
    clearInterval(timer);
    provider.off('stateless', onStateless);
    provider.off('synced', refresh);
  };
}

const server: CommentsServer = {
  list: (noteId, since, signal) =>
    request(`/notes/${noteId}/comments?since=${since}`, commentsSchema, { signal }),
  markRead: (noteId, seq) => command(`/notes/${noteId}/comments/read`, { method: 'PUT', body: { seq } }),
  setAnchor: async (noteId: string, threadId: string, anchor: Anchor) => {
    const options = { method: 'PATCH', body: { anchor } } as const;
    await request(`/notes/${noteId}/threads/${threadId}`, commentThreadSchema, options);
  },
};
