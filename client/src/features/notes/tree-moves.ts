/** Where a note goes when it is dragged, or moved by keys, in the tree that is seen. Pure. */
import type { NewPlace } from '../../sync/account/note-actions.ts';
import { parentOf, type TreeRow } from './tree-rows.ts';

export type Direction = 'up' | 'down' | 'in' | 'out';

/** Which part of a row the pointer is over. */
export type Zone = 'before' | 'inside' | 'after';

/** @returns null where it cannot go any further */
export function placeByKey(rows: readonly TreeRow[], id: string, direction: Direction): NewPlace | null {
  const at = rows.findIndex(({ note }) => note.id === id);
  const row = rows[at];
  if (!row) return null;
  const siblings = siblingsOf(rows, at);
  const own = siblings.findIndex(({ note }) => note.id === id);
  const above = siblings[own - 1];
  const below = siblings[own + 1];
  const parent = parentOf(rows, at);
  const parent_id = parent?.note.id ?? null;
  switch (direction) {
    case 'up':
      return above ? { parent_id, before_id: above.note.id } : null;
    case 'down':
      return below ? { parent_id, after_id: below.note.id } : null;
    case 'in':
      return above ? { parent_id: above.note.id, after_id: lastChildOf(rows, above) } : null;
    case 'out':
      return parent
        ? { parent_id: parentOf(rows, rows.indexOf(parent))?.note.id ?? null, after_id: parent.note.id }
        : null;
  }
}

/** @returns null for a drop onto itself or into what is below it */
export function placeByDrop(
  rows: readonly TreeRow[],
  id: string,
  target: string,
  zone: Zone,
): NewPlace | null {
  const at = rows.findIndex(({ note }) => note.id === target);
  const row = rows[at];
  if (!row || isBelow(rows, at, id)) return null;
  if (zone === 'inside') return { parent_id: target, after_id: null };
  // Behind a note that is unfolded is seen as before its first child.
  if (zone === 'after' && row.isExpanded) return { parent_id: target };
  const parent_id = parentOf(rows, at)?.note.id ?? null;
  return zone === 'before' ? { parent_id, before_id: target } : { parent_id, after_id: target };
}

/** How deep the line of a drop is drawn. */
export function levelOfDrop(row: TreeRow, zone: Zone): number {
  return zone === 'after' && row.isExpanded ? row.level + 1 : row.level;
}

function siblingsOf(rows: readonly TreeRow[], at: number): TreeRow[] {
  const parent = parentOf(rows, at);
  const level = rows[at]?.level;
  return rows.filter((row, index) => row.level === level && parentOf(rows, index) === parent);
}

/** Where it is folded, which one is last is not seen: then it becomes the first. */
function lastChildOf(rows: readonly TreeRow[], parent: TreeRow): string | null {
  const from = rows.indexOf(parent);
  const children = rows.filter(
    (row, at) => at > from && row.level === parent.level + 1 && parentOf(rows, at) === parent,
  );
  return children.at(-1)?.note.id ?? null;
}

/** Whether the row is the note itself, or below it. */
function isBelow(rows: readonly TreeRow[], at: number, id: string): boolean {
  for (let row: TreeRow | null = rows[at] ?? null; row; row = parentOf(rows, rows.indexOf(row))) {
    if (row.note.id === id) return true;
  }
  return false;
}
