import type { Note } from '@scriptorium/shared/api/notes.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QueuedOperation } from './account-store.ts';
import { applyOperation, applyOperations } from './apply-operations.ts';
import type { OperationState } from './operation-state.ts';
import type { Operation } from './operations.ts';
import { discarded, madeNeedlessBy, nextStep, problemsOf } from './queue.ts';
import { anyOperation, anyRows, at, create, noon, place, queued, refused, tag, trash } from './testing.ts';

const upload: Operation = {
  kind: 'upload_attachment',
  note_id: 'a',
  at: at(),
  attachment_id: 'picture',
  name: 'picture.png',
  media_type: 'image/png',
  size_bytes: 1,
};

/** The operations, each with its state where it is not simply waiting. */
function queueOf(...entries: (Operation | [Operation, OperationState])[]): QueuedOperation[] {
  return entries.flatMap((entry, index) =>
    (Array.isArray(entry) ? queued([entry[0]], entry[1]) : queued([entry])).map((each) => ({
      ...each,
      order: index + 1,
    })),
  );
}

const later = (fault: 'unreachable' | 'busy' | 'server_fault'): OperationState => ({
  name: 'retrying',
  tries: 1,
  until: noon + 1_000,
  fault,
});

describe('the next operation', () => {
  const next = (queue: QueuedOperation[], now = noon) => {
    const step = nextStep(queue, 'rows', now);
    return step.entry ? step.entry.order : step.until;
  };

  it('is the first', () => expect(next(queueOf(tag('a'), tag('b')))).toBe(1));

  it('is none while one is being sent', () => {
    expect(next(queueOf([tag('a'), { name: 'sending', tries: 1 }], tag('b')))).toBeNull();
  });

  it('waits while the server does not answer, or asks for time', () => {
    expect(next(queueOf([tag('a'), later('unreachable')], tag('b')))).toBe(noon + 1_000);
    expect(next(queueOf([tag('a'), later('busy')], tag('b')))).toBe(noon + 1_000);
    expect(next(queueOf([tag('a'), later('busy')], tag('b')), noon + 1_000)).toBe(1);
  });

  it('goes past one at which the server fails, and past one that it refused', () => {
    expect(next(queueOf([tag('a'), later('server_fault')], tag('b')))).toBe(2);
    expect(next(queueOf([tag('a'), refused], tag('b')))).toBe(2);
  });

  it('waits for a person who has to sign in', () => {
    expect(next(queueOf([tag('a'), { name: 'signed_out', tries: 1 }], tag('b')))).toBeNull();
  });

  it('does not depend on one before it: on the note’s creation, its parent’s, or the same thing done earlier', () => {
    expect(
      next(queueOf([create('a'), refused], tag('a', 'x'), create('b', 'a'), place('c', 'a'))),
    ).toBeNull();
    expect(next(queueOf([place('a', null), refused], place('a', 'b'), tag('a', 'x')))).toBe(3);
    expect(
      next(queueOf([trash('a'), later('server_fault')], { kind: 'restore', note_id: 'a', at: at() })),
    ).toBe(noon + 1_000);
  });

  it('is not held up by an upload, and an upload waits for its note', () => {
    const sending: OperationState = { name: 'sending', tries: 1 };
    expect(next(queueOf([upload, sending], tag('b')))).toBe(2);
    expect(nextStep(queueOf([create('a'), sending], upload), 'uploads', noon)).toEqual({
      entry: null,
      until: null,
    });
    expect(nextStep(queueOf([tag('b'), later('unreachable')], upload), 'uploads', noon)).toMatchObject({
      entry: { order: 2 },
    });
  });
});

describe('a problem', () => {
  it('is shown with all that waits behind it, and only that', () => {
    const queue = queueOf([create('a'), refused], create('b', 'a'), tag('b', 'x'), tag('c', 'x'), trash('a'));
    expect(
      problemsOf(queue).map(({ entry, behind }) => [entry.order, behind.map(({ order }) => order)]),
    ).toEqual([[1, [2, 3, 5]]]);
  });

  it('that is discarded with a note that was never made takes what was done to it along, and leaves the notes below it', () => {
    const queue = queueOf([create('a'), refused], create('b', 'a'), tag('a', 'x'), tag('b', 'x'));
    const { remove, put } = discarded(queue[0] as QueuedOperation, queue);
    expect(remove.map(({ order }) => order)).toEqual([1, 3]);
    expect(put).toMatchObject([
      { order: 2, operation: { kind: 'create_note', note_id: 'b', parent_id: null } },
    ]);
  });

  it('that is discarded leaves what comes after it', () => {
    const queue = queueOf([place('a', 'b'), refused], place('a', 'c'));
    expect(discarded(queue[0] as QueuedOperation, queue)).toEqual({ remove: [queue[0]], put: [] });
  });
});

describe('an operation that is added', () => {
  const needless = (added: Operation, queue: QueuedOperation[]) =>
    madeNeedlessBy(added, queue).map(({ order }) => order);

  it('makes earlier ones about the same thing needless', () => {
    expect(needless(tag('a', 'y'), queueOf(tag('a', 'x'), tag('b', 'x')))).toEqual([1]);
    expect(needless(place('a', 'c'), queueOf(place('a', 'b'), tag('b', 'x')))).toEqual([1]);
  });

  it('leaves what was tried before, and what a move in between may have built on', () => {
    expect(needless(tag('a', 'y'), queueOf([tag('a', 'x'), { name: 'waiting', tries: 1 }]))).toEqual([]);
    expect(needless(tag('a', 'y'), queueOf([tag('a', 'x'), refused]))).toEqual([]);
    expect(needless(place('a', 'c'), queueOf(place('a', null), place('b', 'a')))).toEqual([]);
  });

  it('never changes what comes of the whole queue, whose moves were possible when they were made', () => {
    fc.assert(
      fc.property(anyRows, fc.array(anyOperation, { maxLength: 12 }), (rows, operations) => {
        let queue: QueuedOperation[] = [];
        let whole: QueuedOperation[] = [];
        for (const [index, operation] of operations.entries()) {
          const shown = applyOperations(rows, queue, 'ada');
          const isIdle = applyOperation(shown, operation, 'ada').length === 0;
          if (operation.kind === 'place' && isIdle) continue;
          whole = [...whole, ...queued([operation])].map((entry, at) => ({ ...entry, order: at + 1 }));
          const gone = new Set(madeNeedlessBy(operation, queue));
          queue = queue.filter((entry) => !gone.has(entry));
          queue.push({ order: index + 1, operation, state: { name: 'waiting', tries: 0 } });
        }
        expect(shape(applyOperations(rows, queue, 'ada'))).toEqual(
          shape(applyOperations(rows, whole, 'ada')),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

const shape = (notes: Note[]) => notes.map((note) => ({ ...note, created_at: '', updated_at: '' }));
