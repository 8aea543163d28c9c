/** The workspace that is shown, of those that the person is in; their own until they choose another. */
import type { Note } from '@scriptorium/shared/api/notes.ts';
import type { Workspace } from '@scriptorium/shared/api/workspaces.ts';
import { may } from '@scriptorium/shared/permissions.ts';
import { useEffect, useMemo } from 'react';
import { chooseWorkspace, chosenWorkspaceId, useChosenWorkspaceId } from '../../lib/chosen-workspace.ts';
import type { Account } from '../../sync/account/account.ts';
import type { NewNote } from '../../sync/account/note-actions.ts';
import { useNoteIndex } from './account-context.ts';

/** Undefined while none is known. */
export function useWorkspace(): Workspace | undefined {
  const { workspaces } = useNoteIndex();
  return chosenOf(workspaces, useChosenWorkspaceId());
}

/** By `tagKey`; of the workspace that is shown. */
export function useTagColors(): Record<string, string> {
  return useWorkspace()?.tag_colors ?? none;
}

const none = {};

/** The workspace of the note that is opened becomes the chosen one. */
export function useFollowedWorkspace(openId: string | undefined): void {
  const { notes, workspaces } = useNoteIndex();
  const of = notes.find(({ id }) => id === openId)?.workspace_id;
  const isMine = workspaces.some(({ id }) => id === of);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each note, so that another can be chosen beside it
  useEffect(() => {
    if (isMine && of !== undefined && of !== chosenWorkspaceId()) chooseWorkspace(of);
  }, [openId, of, isMine]);
}

interface NotesHere {
  /** Of the workspace; undefined while nothing is known. */
  here: Note[] | undefined;
  /** Of workspaces that the person is not in. */
  shared: Note[];
}

export function useNotesHere(notes: Note[] | undefined): NotesHere {
  const { workspaces } = useNoteIndex();
  const chosenId = useWorkspace()?.id;
  return useMemo(() => notesHere(notes, workspaces, chosenId), [notes, workspaces, chosenId]);
}

/** While no workspace is known, all notes are here; and so are those that do not know yet where the server puts them. */
export function notesHere(
  notes: Note[] | undefined,
  workspaces: readonly Pick<Workspace, 'id'>[],
  chosenId: string | undefined,
): NotesHere {
  const mine = new Set([...workspaces.map(({ id }) => id), '']);
  if (!notes || chosenId === undefined) return { here: notes, shared: [] };
  return {
    here: notes.filter(({ workspace_id }) => workspace_id === chosenId || workspace_id === ''),
    shared: notes.filter(({ workspace_id }) => !mine.has(workspace_id)),
  };
}

/** Where a new note goes, unless it goes below another: where the person may only read, to their own workspace. */
export function placeOfNew({ state }: Account): NewNote {
  const { workspaces } = state.get();
  const chosen = chosenOf(workspaces, chosenWorkspaceId());
  const place = may(chosen?.role ?? null, 'workspace:create_note') ? chosen : workspaces[0];
  return place ? { workspace_id: place.id } : {};
}

function chosenOf(workspaces: readonly Workspace[], id: string | null): Workspace | undefined {
  return workspaces.find((each) => each.id === id) ?? workspaces[0];
}
