import type { Comments } from '@scriptorium/shared/api/comments.ts';
import { describe, expect, it, vi } from 'vitest';
import type { QueuedOperation } from '../account/account-store.ts';
import type { IndexState } from '../account/note-index.ts';
import { problemsOf } from '../account/queue.ts';
import { at, refused } from '../account/testing.ts';
import { Store } from '../store.ts';
import type { CommentCopy } from './comment-copies.ts';
import { NoteComments } from './note-comments.ts';
import { edit, makeAnswer, makeComment, makeThread, queuedAct, reply, resolve, start } from './testing.ts';

/** A device with a queue, a copy, and a server that gives the answers that it is given, in turn. */
function open(answers: (Comments | Error)[] = [], copy?: CommentCopy) {
  const queue = new Store<Pick<IndexState, 'queue' | 'problems'>>({ queue: [], problems: [] });
  const kept: CommentCopy[] = [];
  const forget = vi.fn(async () => {});
  const asked: number[] = [];
  const read: number[] = [];
  const last = answers.findLast((each) => !(each instanceof Error)) ?? makeAnswer();
  const comments = new NoteComments({
    noteId: 'n',
    personId: 'ada',
    account: { state: queue as never, actions: { comment: vi.fn() } as never },
    copies: { find: async () => copy, keep: async (each) => void kept.push(each), forget },
    server: {
      async list(_noteId, since) {
        asked.push(since);
        const answer = answers.shift() ?? { ...(last as Comments), threads: [], comments: [] };
        if (answer instanceof Error) throw answer;
        return answer;
      },
      markRead: async (_noteId, seq) => void read.push(seq),
      setAnchor: async () => {},
    },
    now: () => 0,
  });
  const set = (...entries: QueuedOperation[]) => queue.set({ queue: entries, problems: problemsOf(entries) });
  const shown = () =>
    comments.state.get().threads.map((thread) => [thread.id, ...thread.comments.map(({ text }) => text)]);
  return { comments, set, shown, kept, asked, read, forget };
}

const t = makeThread('t');
const one = makeComment('c', 't', { text: 'one', author_id: 'bob' });
const first = makeAnswer({ threads: [t], comments: [one], seq: 2, head_seq: 2 });

describe('the comments of a note', () => {
  it('are those of this device at once, and then what changed since', async () => {
    const copy = { note_id: 'n', threads: [t], comments: [one], people: [], seq: 2, read_seq: 0, used_at: 0 };
    const two = makeComment('d', 't', { text: 'two', created_at: at(1), seq: 3 });
    const { comments, shown, asked, kept } = open(
      [makeAnswer({ comments: [two], seq: 3, head_seq: 3 })],
      copy,
    );
    await vi.waitFor(() => expect(asked).toEqual([2]));
    await vi.waitFor(() => expect(shown()).toEqual([['t', 'one', 'two']]));
    expect(kept.at(-1)).toMatchObject({ seq: 3, comments: [one, two] });
    comments.destroy();
  });

  it('come page by page', async () => {
    const { shown, asked } = open([
      makeAnswer({ threads: [t], seq: 1, head_seq: 2 }),
      makeAnswer({ comments: [one], seq: 2, head_seq: 2 }),
    ]);
    await vi.waitFor(() => expect(shown()).toEqual([['t', 'one']]));
    expect(asked).toEqual([0, 1]);
  });

  it('are asked for anew from a server that was set back', async () => {
    const copy = { note_id: 'n', threads: [t], comments: [one], people: [], seq: 9, read_seq: 9, used_at: 0 };
    const { shown, asked } = open(
      [makeAnswer({ seq: 2, head_seq: 2 }), makeAnswer({ seq: 2, head_seq: 2 })],
      copy,
    );
    await vi.waitFor(() => expect(asked).toEqual([9, 0]));
    await vi.waitFor(() => expect(shown()).toEqual([]));
  });

  it('stay as they are while the server does not answer, and are forgotten when it says that there is no such note', async () => {
    const gone = Object.assign(new Error('gone'), { kind: 'not_found' });
    const { comments, shown, forget } = open([first, new Error('away'), gone]);
    await vi.waitFor(() => expect(shown()).toEqual([['t', 'one']]));
    await comments.refresh();
    expect([shown(), comments.state.get().error?.message]).toEqual([[['t', 'one']], 'away']);
    await comments.refresh();
    expect(forget).toHaveBeenCalledOnce();
  });

  it('O2: are shown with what waits, which is marked', async () => {
    const { comments, set, shown } = open([first]);
    await vi.waitFor(() => expect(shown()).toEqual([['t', 'one']]));
    set(queuedAct(1, reply('t', 'd')), queuedAct(2, start('u', 'e')), queuedAct(3, edit('t', 'd', 'other')));
    expect(shown()).toEqual([
      ['t', 'one', 'other'],
      ['u', 'words'],
    ]);
    const waiting = comments.state
      .get()
      .threads.flatMap((each) => each.comments.map(({ isWaiting }) => isWaiting));
    expect(waiting).toEqual([false, true, true]);
  });

  it('O3: are shown without what the server refused, and what waits behind it', async () => {
    const { set, shown } = open([first]);
    await vi.waitFor(() => expect(shown()).toEqual([['t', 'one']]));
    set(queuedAct(1, start('u', 'e'), refused), queuedAct(2, reply('u', 'f')), queuedAct(3, reply('t', 'd')));
    expect(shown()).toEqual([['t', 'one', 'words']]);
  });

  it('keep what leaves the queue because it is done, until the server says what became of it', async () => {
    const now = makeAnswer({ threads: [makeThread('t', { is_resolved: false })], seq: 3, head_seq: 3 });
    const { comments, set, asked } = open([first, now]);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    await vi.waitFor(() => expect(comments.state.get().isLoaded).toBe(true));
    set(queuedAct(1, resolve('t')));
    const isResolved = () => comments.state.get().threads[0]?.is_resolved;
    expect(isResolved()).toBe(true);
    set();
    expect(isResolved()).toBe(true);
    // It came too late: somebody had reopened it since.
    await vi.waitFor(() => expect(isResolved()).toBe(false));
    expect(asked).toEqual([0, 2]);
  });

  it('lose what a person discards', async () => {
    const { set, shown } = open([first]);
    await vi.waitFor(() => expect(shown()).toEqual([['t', 'one']]));
    set(queuedAct(1, reply('t', 'd'), refused));
    set();
    expect(shown()).toEqual([['t', 'one']]);
  });

  it('are unread when others said them since the person looked, and read when they look', async () => {
    const own = makeComment('d', 't', { created_seq: 2 });
    const { comments, read } = open([{ ...first, comments: [one, own] }]);
    await vi.waitFor(() => expect(comments.state.get().threads[0]?.unread).toBe(1));
    comments.markRead();
    expect(comments.state.get().threads[0]?.unread).toBe(0);
    expect(read).toEqual([2]);
  });

  it('what was read without a network is told when there is one', async () => {
    const copy = { note_id: 'n', threads: [t], comments: [one], people: [], seq: 2, read_seq: 2, used_at: 0 };
    const { read } = open([makeAnswer({ seq: 2, head_seq: 2, read_seq: 0 })], copy);
    await vi.waitFor(() => expect(read).toEqual([2]));
  });

  it('of which nothing is left are no thread, and one that was deleted keeps its place in one', async () => {
    const gone = makeComment('c', 't', { is_deleted: true });
    const two = makeComment('d', 't', { text: 'two', created_at: at(1) });
    const alone = [makeThread('u'), makeComment('e', 'u', { is_deleted: true })] as const;
    const { comments } = open([
      makeAnswer({ threads: [t, alone[0]], comments: [two, gone, alone[1]], seq: 2, head_seq: 2 }),
    ]);
    await vi.waitFor(() =>
      expect(comments.state.get().threads.map((each) => each.comments.map(({ id }) => id))).toEqual([
        ['c', 'd'],
      ]),
    );
  });
});
