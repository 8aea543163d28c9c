import { describe, expect, it } from 'vitest';
import { makeNotes } from './testing.ts';
import { notesHere } from './workspace.ts';

const notes = makeNotes(
  ...['mine', 'ours', 'theirs', ''].map((workspace_id) => ({ id: `in ${workspace_id}`, workspace_id })),
);
const workspaces = [{ id: 'mine' }, { id: 'ours' }];
const ids = (found: { id: string }[] | undefined) => found?.map(({ id }) => id);

describe('the notes that are shown', () => {
  it('are those of the chosen workspace, and apart from them those of workspaces of others', () => {
    const { here, shared } = notesHere(notes, workspaces, 'ours');
    expect(ids(here)).toEqual(['in ours', 'in ']);
    expect(ids(shared)).toEqual(['in theirs']);
  });

  it('are all while no workspace is known', () => {
    expect(notesHere(notes, [], undefined)).toEqual({ here: notes, shared: [] });
    expect(notesHere(undefined, workspaces, 'ours')).toEqual({ here: undefined, shared: [] });
  });
});
