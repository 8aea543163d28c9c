import {
  changeCommentRequestSchema,
  changeThreadRequestSchema,
  deleteCommentRequestSchema,
  reactRequestSchema,
  replyRequestSchema,
  startThreadRequestSchema,
} from '@scriptorium/shared/api/comments.ts';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { discarded, madeNeedlessBy, nextStep } from '../account/queue.ts';
import { at, noon, refused, tag } from '../account/testing.ts';
import type { CommentAct } from './acts.ts';
import { commentRequest } from './comment-request.ts';
import { edit, queuedAct, reply, resolve, start } from './testing.ts';

const thread_id = '6f1e2c1a-9d3b-4c1e-8a55-0d6f2b7c9e10';
const comment_id = '0b8f7d8e-2f55-4f0e-9a51-3f1f5a4f7c21';
const thread = `/notes/n/threads/${thread_id}`;
const comment = `/notes/n/comments/${comment_id}`;

describe('an act is one request that the server takes', () => {
  it.each<[CommentAct, string, z.ZodType]>([
    [start(thread_id, comment_id), `PUT ${thread}`, startThreadRequestSchema],
    [reply(thread_id, comment_id), `PUT ${thread}/comments/${comment_id}`, replyRequestSchema],
    [edit(thread_id, comment_id, 'other'), `PATCH ${comment}`, changeCommentRequestSchema],
    [
      { name: 'delete', thread_id, comment_id, is_deleted: true, is_own: true },
      `PATCH ${comment}`,
      changeCommentRequestSchema,
    ],
    [
      { name: 'react', thread_id, comment_id, emoji: '👍', is_on: true },
      `PUT ${comment}/reaction`,
      reactRequestSchema,
    ],
    [
      { name: 'delete', thread_id, comment_id, is_deleted: true, is_own: false },
      `DELETE ${comment}`,
      deleteCommentRequestSchema,
    ],
    [resolve(thread_id), `PATCH ${thread}`, changeThreadRequestSchema],
  ])('%o', (act, request, schema) => {
    const made = commentRequest({ note_id: 'n', act, at: at() });
    expect(`${made.method} ${made.path}`).toBe(request);
    expect(schema.parse(made.json)).toEqual(made.json);
    expect(made.json).toMatchObject({ at: at() });
  });
});

describe('in the queue', () => {
  it('what is about a comment waits until that is there, and nothing else does', () => {
    const failing = queuedAct(1, start('t', 'c'), refused);
    const behind = [
      queuedAct(2, reply('t', 'd')),
      queuedAct(3, edit('t', 'c', 'x')),
      queuedAct(4, resolve('t')),
    ];
    const other = queuedAct(5, reply('u', 'e'));
    expect(nextStep([failing, ...behind, other], 'rows', noon)).toEqual({ entry: other });
    expect(nextStep([...behind, other], 'rows', noon)).toEqual({ entry: behind[0] });
  });

  it('a later edit makes an earlier one needless that was never sent', () => {
    const queue = [queuedAct(1, edit('t', 'c', 'one')), queuedAct(2, edit('t', 'd', 'other'))];
    const later = queuedAct(3, edit('t', 'c', 'two')).operation;
    expect(madeNeedlessBy(later, queue)).toEqual([queue[0]]);
    expect(madeNeedlessBy(queuedAct(3, reply('t', 'e')).operation, queue)).toEqual([]);
  });

  it('with a comment that was never made goes all that was to be done to it', () => {
    const dropped = queuedAct(1, start('t', 'c'), refused);
    const own = [queuedAct(2, reply('t', 'd')), queuedAct(3, edit('t', 'd', 'x'))];
    const others = [
      queuedAct(4, reply('u', 'e')),
      { ...queuedAct(5, resolve('u')), operation: tag('n', 'x') },
    ];
    const queue = [dropped, ...own, ...others];
    expect(discarded(dropped, queue).remove).toEqual([dropped, ...own]);
  });
});
