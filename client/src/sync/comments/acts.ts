/**
 * What a person does to the comments of a note, as data: shown on this device at once, and done by the server when the queue
 * gets there (`account/operations.ts`).
 */
import type { Anchor, CommentMention } from '@scriptorium/shared/api/comments.ts';
import type { CommentOn } from '../account/operations.ts';

export interface Words {
  text: string;
  mentions: CommentMention[];
}

interface OnThread {
  thread_id: string;
}
interface OnComment extends OnThread {
  comment_id: string;
}

export type CommentAct =
  | ({ name: 'start'; anchor: Anchor | null; quote: string | null } & OnComment & Words)
  | ({ name: 'reply' } & OnComment & Words)
  | ({ name: 'edit' } & OnComment & Words)
  /** `is_own`: what somebody else said is deleted by who moderates. */
  | ({ name: 'delete'; is_deleted: boolean; is_own: boolean } & OnComment)
  | ({ name: 'react'; emoji: string; is_on: boolean } & OnComment)
  | ({ name: 'resolve'; is_resolved: boolean } & OnThread);

/** Acts with the same aspect are about the same thing: the later one decides. */
export function operationOf(note_id: string, act: CommentAct): Omit<CommentOn, 'kind' | 'at'> {
  const about = 'comment_id' in act ? [act.thread_id, act.comment_id] : [act.thread_id];
  switch (act.name) {
    case 'start':
      return { note_id, act, aspect: `thread ${act.thread_id}`, makes: about, about };
    case 'reply':
      return { note_id, act, aspect: `comment ${act.comment_id}`, makes: [act.comment_id], about };
    case 'edit':
      return { note_id, act, aspect: `text ${act.comment_id}`, makes: [], about };
    case 'delete':
      return { note_id, act, aspect: `fate ${act.comment_id}`, makes: [], about };
    case 'react':
      return { note_id, act, aspect: `${act.emoji} ${act.comment_id}`, makes: [], about };
    case 'resolve':
      return { note_id, act, aspect: `resolved ${act.thread_id}`, makes: [], about };
  }
}
