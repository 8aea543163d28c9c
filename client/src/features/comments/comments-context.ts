/** What all parts of a note's comments share. */
import { createContext, useContext } from 'react';
import type { CommentAct } from '../../sync/comments/acts.ts';
import type { CommentPerson } from '../../sync/comments/comment-rows.ts';
import type { Drafts } from '../../sync/comments/comment-copies.ts';

export interface Named {
  id: string;
  name: string;
}

export interface CommentsFrame {
  noteId: string;
  own: CommentPerson;
  people: ReadonlyMap<string, CommentPerson>;
  /** Whom a comment may name. */
  findPeople: () => Promise<Named[]>;
  mayComment: boolean;
  mayModerate: boolean;
  drafts: Drafts;
  /** Resolves once it is kept on this device. */
  act: (act: CommentAct) => Promise<void>;
}

export const FrameContext = createContext<CommentsFrame | null>(null);

export function useFrame(): CommentsFrame {
  const frame = useContext(FrameContext);
  if (!frame) throw new Error('Comments are shown below a FrameContext');
  return frame;
}
