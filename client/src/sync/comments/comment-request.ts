import type {
  ChangeCommentRequest,
  ChangeThreadRequest,
  DeleteCommentRequest,
  ReactRequest,
  ReplyRequest,
  StartThreadRequest,
} from '@scriptorium/shared/api/comments.ts';
import type { CommentOn } from '../account/operations.ts';
import type { OperationRequest } from '../account/to-request.ts';

/** As `account/to-request.ts` does it for what is done to notes. */
export function commentRequest({
  note_id,
  act,
  at,
}: Pick<CommentOn, 'note_id' | 'act' | 'at'>): OperationRequest {
  const thread = `/notes/${note_id}/threads/${act.thread_id}`;
  if (act.name === 'resolve') {
    const json: ChangeThreadRequest = { resolved: act.is_resolved, at };
    return { method: 'PATCH', path: thread, json };
  }
  const comment = `/notes/${note_id}/comments/${act.comment_id}`;
  switch (act.name) {
    case 'start': {
      const { comment_id: id, anchor, quote, text, mentions } = act;
      const json: StartThreadRequest = { anchor, quote, comment: { id, text, mentions }, at };
      return { method: 'PUT', path: thread, json };
    }
    case 'reply': {
      const json: ReplyRequest = { text: act.text, mentions: act.mentions, at };
      return { method: 'PUT', path: `${thread}/comments/${act.comment_id}`, json };
    }
    case 'edit': {
      const json: ChangeCommentRequest = { text: act.text, mentions: act.mentions, at };
      return { method: 'PATCH', path: comment, json };
    }
    case 'delete': {
      if (act.is_deleted && !act.is_own)
        return { method: 'DELETE', path: comment, json: { at } satisfies DeleteCommentRequest };
      const json: ChangeCommentRequest = { deleted: act.is_deleted, at };
      return { method: 'PATCH', path: comment, json };
    }
    case 'react': {
      const json: ReactRequest = { emoji: act.emoji, is_on: act.is_on, at };
      return { method: 'PUT', path: `${comment}/reaction`, json };
    }
  }
}
