import { beforeEach, expect, test, vi } from 'vitest';
import { takeBack } from './commands.ts';
import { RestoredUpdates } from './restored.ts';

vi.mock('./commands.ts', () => ({ takeBack: vi.fn() }));
const reverted = vi.mocked(takeBack);
let head_seq: number;

beforeEach(() => {
  head_seq = 20;
  reverted.mockReset();
  reverted.mockImplementation(async () => {
    head_seq += 1;
    return { before_seq: head_seq - 1, head_seq, seq: head_seq, unreadable: [] };
  });
});
const seqs = () => reverted.mock.calls.map(([, seq]) => seq);

test('H3: a restore is taken back by the update that did it, and done again by taking that back', async () => {
  const restored = new RestoredUpdates('note', [20]);
  await restored.takeBack();
  await restored.doAgain();
  await restored.takeBack();
  expect(seqs()).toEqual([20, 21, 22]);
});

test('a restore in several updates is taken back from its last to its first', async () => {
  const restored = new RestoredUpdates('note', [19, 20]);
  await restored.takeBack();
  await restored.doAgain();
  expect(seqs()).toEqual([20, 19, 22, 21]);
});

test('what is taken back already is not taken back again: the toast and the keys mean the same', async () => {
  const restored = new RestoredUpdates('note', [20]);
  await Promise.all([restored.takeBack(), restored.takeBack()]);
  await restored.takeBack();
  expect(seqs()).toEqual([20]);
  expect(restored.isTakenBack).toBe(true);
});

test('keys that come faster than the server answers wait for each other', async () => {
  const restored = new RestoredUpdates('note', [20]);
  await Promise.all([restored.takeBack(), restored.doAgain(), restored.takeBack()]);
  expect(seqs()).toEqual([20, 21, 22]);
});

test('what could not be taken back can be tried again', async () => {
  const restored = new RestoredUpdates('note', [20]);
  reverted.mockRejectedValueOnce(new Error('offline'));
  await expect(restored.takeBack()).rejects.toThrow('offline');
  await restored.takeBack();
  expect(seqs()).toEqual([20, 20]);
});
