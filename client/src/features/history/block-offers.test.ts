import type { ChangedNode, NoteChanges } from '@scriptorium/shared/api/history.ts';
import { expect, test } from 'vitest';
import { kindWordsOf, offersFor } from './block-offers.ts';

const change = (kind: 'inserted' | 'deleted' | 'changed') =>
  ({ kind, person: null, at: '', seq: 4, was: null }) as NoteChanges['changes'][number];
const changes = [change('inserted'), change('deleted'), change('changed')];
const text = (index?: number): ChangedNode => ({
  type: 'text',
  text: 'x',
  ...(index !== undefined && { change: index }),
});
const body: ChangedNode[] = [
  { type: 'paragraph', id: 'same', content: [text()] },
  { type: 'paragraph', id: 'touched', content: [text(0)] },
  { type: 'paragraph', id: 'new', change: 0, content: [text(0)] },
  { type: 'paragraph', id: 'gone', change: 1, content: [text(1)] },
  { type: 'bulletList', content: [{ type: 'listItem', id: 'inside', instead_of: 'was', change: 2 }] },
];
const offered = (block: string, head_seq: number) =>
  offersFor({ block }, { seq: 5, since: 3, body, changes }, head_seq).map(({ words, seq, id }) => [
    words.replace('history.', ''),
    seq,
    id,
  ]);

test('a block as it is shown can be had back from any revision but the newest', () => {
  expect(offered('same', 9)).toEqual([['restoreBlock', 5, 'same']]);
  expect(offered('same', 5)).toEqual([]);
});

test('what was deleted comes back from the revision that had it', () => {
  expect(offered('gone', 5)).toEqual([['bringBack', 3, 'gone']]);
});

test('a block in which something was changed can be had as it was before, by the id that it had', () => {
  expect(offered('touched', 5)).toEqual([['blockBefore', 3, 'touched']]);
  expect(offered('inside', 5)).toEqual([['blockBefore', 3, 'was']]);
});

test('a block that was not there before has no before', () => {
  expect(offered('new', 9)).toEqual([['restoreBlock', 5, 'new']]);
});

test('what a block was is said in the words of the editor', () => {
  expect(kindWordsOf({ type: 'heading', attrs: { level: 2 } })).toBe('blocks.kind.heading2');
  expect([kindWordsOf({ type: 'hologram', attrs: {} }), kindWordsOf(null)]).toEqual([null, null]);
});
