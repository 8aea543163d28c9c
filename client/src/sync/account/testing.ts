/** The small language of this folder's tests. */
import type { Note } from '@scriptorium/shared/api/notes.ts';
import fc from 'fast-check';
import type { QueuedOperation } from './account-store.ts';
import type { OperationState } from './operation-state.ts';
import type { Operation } from './operations.ts';

export const noon = Date.parse('2026-11-21T12:00:00.000Z');
export const at = (offset_ms = 0) => new Date(noon + offset_ms).toISOString();

export function makeNote(id: string, change: Partial<Note> = {}): Note {
  return {
    id,
    workspace_id: 'w',
    parent_id: null,
    title: `Note ${id}`,
    rank: '0|hzzzzz:',
    created_at: at(),
    created_by: 'ada',
    updated_at: at(),
    trashed_at: null,
    trashed_with: null,
    deleted_after: null,
    is_template: false,
    tags: [],
    role: 'owner',
    favourite: false,
    favourite_rank: null,
    ...change,
  };
}

export function queued(
  operations: readonly Operation[],
  state: OperationState = { name: 'waiting', tries: 0 },
): QueuedOperation[] {
  return operations.map((operation, index) => ({ order: index + 1, operation, state }));
}

export const place = (note_id: string, parent_id: string | null, rank = '0|hzzzzz:'): Operation => ({
  kind: 'place',
  note_id,
  at: at(),
  parent_id,
  rank,
});
export const tag = (note_id: string, ...tags: string[]): Operation => ({
  kind: 'tag',
  note_id,
  at: at(),
  tags,
});
export const create = (note_id: string, parent_id: string | null = null): Operation => ({
  kind: 'create_note',
  note_id,
  at: at(),
  parent_id,
  workspace_id: 'w',
  rank: '0|hzzzzz:',
});
export const trash = (note_id: string): Operation => ({ kind: 'trash', note_id, at: at() });
export const restore = (note_id: string): Operation => ({ kind: 'restore', note_id, at: at() });

export const refused: OperationState = {
  name: 'set_aside',
  tries: 1,
  refusal: 'forbidden',
  detail: '',
  since: noon,
};

const known = ['a', 'b', 'c', 'd', 'e'];
const anyNote = fc.constantFrom(...known, 'new', 'newer', 'unheard-of');
const anyParent = fc.option(anyNote, { nil: null });
const anyRank = fc.constantFrom('0|0zzzzz:', '0|hzzzzz:', '0|hzzzzz:i', '0|zzzzz0:');

export const anyOperation: fc.Arbitrary<Operation> = fc
  .oneof(
    fc.record({ kind: fc.constant('place' as const), note_id: anyNote, parent_id: anyParent, rank: anyRank }),
    fc.record({ kind: fc.constant('trash' as const), note_id: anyNote }),
    fc.record({ kind: fc.constant('restore' as const), note_id: anyNote }),
    fc.record({ kind: fc.constant('tag' as const), note_id: anyNote, tags: fc.subarray(['x', 'y']) }),
    fc.record({ kind: fc.constant('rename' as const), note_id: anyNote, title: fc.string({ maxLength: 3 }) }),
    fc.record({
      kind: fc.constant('favourite' as const),
      note_id: anyNote,
      is_favourite: fc.boolean(),
      rank: anyRank,
    }),
    fc.record({
      kind: fc.constant('create_note' as const),
      note_id: fc.constantFrom('new', 'newer'),
      parent_id: anyParent,
      workspace_id: fc.constant('w'),
      rank: anyRank,
    }),
  )
  .map((operation) => ({ ...operation, at: at() }));

/** A forest of five notes: each below one of those before it, or at the top; some in the trash, with what is below. */
export const anyRows: fc.Arbitrary<Note[]> = fc
  .tuple(...known.map((_, index) => fc.tuple(fc.nat(index), fc.integer({ min: 0, max: 4 }), anyRank)))
  .map((choices) => {
    const rows: Note[] = [];
    for (const [index, [parentAt, fate, rank]] of choices.entries()) {
      const id = known[index] ?? '';
      const parent = rows[parentAt];
      const isTrashed = fate === 0;
      rows.push(
        makeNote(id, {
          parent_id: parent?.id ?? null,
          rank,
          trashed_at: isTrashed ? at(-1) : null,
          trashed_with: isTrashed ? id : (parent?.trashed_with ?? null),
        }),
      );
    }
    return rows;
  });
