/** The changes of a note, block by block, as somebody goes through them. */
import type { ChangedNode, NoteChanges } from '@scriptorium/shared/api/history.ts';

/** Indexes of the changes of each of the outermost blocks in which something was changed, in order; the title first. */
export function changedBlocks({ title, body }: Pick<NoteChanges, 'title' | 'body'>): number[][] {
  const ofTitle = title.flatMap(({ change }) => change ?? []);
  const groups = [ofTitle, ...body.map((block) => changesIn(block))];
  return groups.map((group) => [...new Set(group)]).filter((group) => group.length > 0);
}

/** The ids of the outermost blocks and of all in them, each with what was done to it; undefined: nothing. */
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

function changesIn({ change, content = [] }: ChangedNode): number[] {
  return [...(change === undefined ? [] : [change]), ...content.flatMap(changesIn)];
}
