import { describe, expect, it } from 'vitest';
import { makeComment, makeThread } from '../../sync/comments/testing.ts';
import type { ShownThread } from '../../sync/comments/threads.ts';
import { listedThreads } from './listed-threads.ts';

const anchor = { runs: [], before: '', after: '' };

function shown(id: string, change: Partial<ShownThread> = {}, author_id = 'bob'): ShownThread {
  const comment = { ...makeComment(`c${id}`, id, { author_id }), isWaiting: false, isUnread: false };
  return { ...makeThread(id), comments: [comment], unread: 0, ...change };
}

describe('threads', () => {
  it('are in the order of the text: those on the note first, what is lost last', () => {
    const threads = [
      shown('late', { anchor }),
      shown('lost', { anchor }),
      shown('note'),
      shown('early', { anchor }),
    ];
    const places = new Map([
      ['late', { from: 90, to: 95 }],
      ['early', { from: 3, to: 9 }],
      ['lost', null],
    ]);
    const ids = listedThreads(threads, 'open', places, 'ada').map(({ id }) => id);
    expect(ids).toEqual(['note', 'early', 'late', 'lost']);
  });

  it('are open, resolved, or those in which one takes part', () => {
    const named = shown('named');
    named.comments[0]?.mentions.push({ id: 'ada', name: 'Ada' });
    const threads = [shown('open'), shown('done', { is_resolved: true }), shown('mine', {}, 'ada'), named];
    const ids = (filter: 'open' | 'resolved' | 'mine') =>
      listedThreads(threads, filter, new Map(), 'ada').map(({ id }) => id);
    expect([ids('open'), ids('resolved'), ids('mine')]).toEqual([
      ['open', 'mine', 'named'],
      ['done'],
      ['mine', 'named'],
    ]);
  });
});
