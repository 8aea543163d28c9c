import type { Note } from '@scriptorium/shared/api/notes.ts';
import { compareRanked } from '@scriptorium/shared/rank.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyOperation, applyOperations, isWithin } from './apply-operations.ts';
import type { Operation } from './operations.ts';
import {
  anyOperation,
  anyRows,
  create,
  makeNote,
  place,
  queued,
  refused,
  restore,
  tag,
  trash,
} from './testing.ts';

const apply = (rows: Note[], ...operations: Operation[]) => applyOperations(rows, queued(operations), 'ada');
const find = (notes: Note[], id: string) => notes.find((note) => note.id === id);
const anyOperations = fc.array(anyOperation, { maxLength: 15 });

describe('the list', () => {
  it('is in order, has each note once, no circle, and nothing living below what is in the trash', () => {
    fc.assert(
      fc.property(anyRows, anyOperations, (rows, operations) => {
        const notes = apply(rows, ...operations);
        expect(notes).toEqual([...notes].sort(compareRanked));
        const byId = new Map(notes.map((note) => [note.id, note]));
        expect(byId.size).toBe(notes.length);
        for (const note of notes) {
          expect(isWithin(byId, note.parent_id, note.id)).toBe(false);
          const parent = note.parent_id === null ? undefined : byId.get(note.parent_id);
          if (parent?.trashed_with) expect(note.trashed_with).not.toBeNull();
          expect(note.trashed_at !== null).toBe(note.trashed_with === note.id);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the same when the server has done an operation that this device does not know to be done', () => {
    fc.assert(
      fc.property(anyRows, anyOperation, (rows, operation) => {
        const once = apply(rows, operation);
        expect(apply(once, operation)).toEqual(once);
      }),
      { numRuns: 2_000 },
    );
  });

  it('loses no row and changes nothing of what no operation is about', () => {
    fc.assert(
      fc.property(anyRows, anyOperations, (rows, operations) => {
        const notes = apply(rows, ...operations);
        for (const row of rows) expect(notes.some((note) => note.id === row.id)).toBe(true);
      }),
    );
  });

  it('has what one operation changes as the rows that differ', () => {
    const rows = [makeNote('a'), makeNote('b', { parent_id: 'a' }), makeNote('c')];
    expect(applyOperation(rows, trash('a'), 'ada').map((note) => note.id)).toEqual(['a', 'b']);
    expect(applyOperation(rows, tag('unheard-of', 'x'), 'ada')).toEqual([]);
  });
});

describe('an operation over the rows', () => {
  const rows = [
    makeNote('a'),
    makeNote('b', { parent_id: 'a' }),
    makeNote('c', { parent_id: 'b', rank: '0|i00000:' }),
  ];

  it('makes a note at once, in the workspace of its parent and with the same role', () => {
    expect(find(apply(rows, create('new', 'a')), 'new')).toMatchObject({
      parent_id: 'a',
      workspace_id: 'w',
      created_by: 'ada',
      role: 'owner',
    });
  });

  it('makes a note at the top when its parent is in the trash', () => {
    expect(find(apply(rows, trash('a'), create('new', 'b')), 'new')).toMatchObject({
      parent_id: null,
      trashed_with: null,
    });
  });

  it('does not make a circle', () => {
    expect(find(apply(rows, place('a', 'c')), 'a')).toEqual(rows[0]);
  });

  it('takes what is below a note to the trash and brings it back', () => {
    const gone = apply(rows, trash('a'));
    expect(gone.map((note) => note.trashed_with)).toEqual(['a', 'a', 'a']);
    expect(apply(gone, restore('a')).map((note) => note.trashed_with)).toEqual([null, null, null]);
  });

  it('leaves in the trash what went there by itself', () => {
    const notes = apply(rows, trash('c'), trash('a'), restore('a'));
    expect(['a', 'b', 'c'].map((id) => find(notes, id)?.trashed_with)).toEqual([null, null, 'c']);
  });

  it('brings a note out of the trash by moving it away from what is in the trash', () => {
    const notes = apply(rows, trash('a'), place('b', null));
    expect(['a', 'b', 'c'].map((id) => find(notes, id)?.trashed_with)).toEqual(['a', null, null]);
  });

  it('is not shown when the server refused it, nor is what waits behind it', () => {
    const queue = [...queued([place('c', 'a')], refused), { ...queued([place('c', null)])[0], order: 2 }];
    expect(applyOperations(rows, queue as never, 'ada').find((note) => note.id === 'c')?.parent_id).toBe('b');
  });

  it('that made a note is shown even so: the note is here', () => {
    expect(find(applyOperations(rows, queued([create('new')], refused), 'ada'), 'new')).toBeDefined();
  });
});
