import type { ChangedNode } from '@scriptorium/shared/api/history.ts';
import { expect, test } from 'vitest';
import { changedBlocks, changesOfBlocks } from './changed-blocks.ts';

const text = (change?: number): ChangedNode => ({
  type: 'text',
  text: 'x',
  ...(change !== undefined && { change }),
});
const block = (id: string, content: ChangedNode[], change?: number): ChangedNode => ({
  type: 'paragraph',
  id,
  content,
  ...(change !== undefined && { change }),
});

test('changes are counted by the outermost block that they are in, the title first', () => {
  const title = [{ text: 'Plan', change: 4 }, { text: ' B' }];
  const list = block('list', [block('item', [text(1), text(2)]), block('item', [text(1)])]);
  const body = [block('same', [text()]), list, block('new', [text(3)], 3)];
  expect(changedBlocks({ title, body })).toEqual(['title', 'list', 'new']);
  expect(changedBlocks({ title: [{ text: 'Plan' }], body })).toEqual(['list', 'new']);
});

test('each block is known by its id, with what was done to it', () => {
  const body = [block('a', [block('b', [text(0)], 1)]), block('c', [], 2)];
  expect([...changesOfBlocks(body)]).toEqual([
    ['a', undefined],
    ['b', 1],
    ['c', 2],
  ]);
});
