/** The changes of a note, block by block, as somebody goes through them. */
import type { ChangedNode, NoteChanges } from '@scriptorium/shared/api/history.ts';

/** In place of a block's id. */
const title_block = 'title';

/** The ids of the outermost blocks in which something was changed, in their order; the title is the first. */
export function changedBlocks({ title, body }: Pick<NoteChanges, 'title' | 'body'>): string[] {
  const isTitleChanged = title.some(({ change }) => change !== undefined);
  const blocks = body.filter(isChanged).flatMap(({ id }) => id ?? []);
  return isTitleChanged ? [title_block, ...blocks] : blocks;
}

/** The ids of blocks and of all in them, each with what was done to it; undefined: nothing. */
export function changesOfBlocks(body: readonly ChangedNode[]): Map<string, number | undefined> {
  const found = new Map<string, number | undefined>();
  const look = (nodes: readonly ChangedNode[]): void => {
    for (const { id, change, content = [] } of nodes) {
      if (id !== undefined) found.set(id, change);
      look(content);
    }
  };
  look(body);
  return found;
}

/** Whether something was changed in it, however deep. */
export function isChanged({ change, content = [] }: ChangedNode): boolean {
  return change !== undefined || content.some(isChanged);
}
