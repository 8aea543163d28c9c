import type { NoteChanges } from '@scriptorium/shared/api/history.ts';
import { changesOfBlocks } from './changed-blocks.ts';
import type { Part } from './use-restore.ts';

/** What to restore for selected blocks: as they are shown, and those that were deleted as they were before that. */
export function selectedParts(
  ids: readonly string[],
  { seq, since, body, changes }: Pick<NoteChanges, 'seq' | 'since' | 'body' | 'changes'>,
  head_seq: number,
): Part[] {
  if (ids.length === 0) return [];
  const changeOf = changesOfBlocks(body);
  const isDeleted = (id: string) => changes[changeOf.get(id) ?? -1]?.kind === 'deleted';
  // At the head they are as they are.
  const shown = seq < head_seq ? ids.filter((id) => !isDeleted(id)) : [];
  const parts = [
    { seq, blocks: shown },
    { seq: since, blocks: ids.filter(isDeleted) },
  ];
  return parts.filter(({ blocks }) => blocks.length > 0);
}
