/** The tree of notes as the rows that are seen: children only below notes that are unfolded. Pure. */
import type { Note } from '@scriptorium/shared/api/notes.ts';

export interface TreeRow {
  note: Note;
  /** 1 at the top, as in `aria-level`. */
  level: number;
  /** Among its siblings, from 1. */
  position: number;
  siblings: number;
  hasChildren: boolean;
  isExpanded: boolean;
}

/** By parent; `null` for the top, where a note also is whose parent cannot be read. In the order of `notes`. */
function childrenOf(notes: readonly Note[]): Map<string | null, Note[]> {
  const ids = new Set(notes.map((note) => note.id));
  const children = new Map<string | null, Note[]>();
  for (const note of notes) {
    const parentId = note.parent_id !== null && ids.has(note.parent_id) ? note.parent_id : null;
    const siblings = children.get(parentId);
    if (siblings) siblings.push(note);
    else children.set(parentId, [note]);
  }
  return children;
}

/** @param notes in order, none from the trash */
export function treeRows(notes: readonly Note[], expanded: ReadonlySet<string>): TreeRow[] {
  const children = childrenOf(notes);
  const rows: TreeRow[] = [];
  const add = (parentId: string | null, level: number) => {
    const siblings = children.get(parentId) ?? [];
    siblings.forEach((note, at) => {
      const hasChildren = children.has(note.id);
      const isExpanded = hasChildren && expanded.has(note.id);
      rows.push({ note, level, position: at + 1, siblings: siblings.length, hasChildren, isExpanded });
      if (isExpanded) add(note.id, level + 1);
    });
  };
  add(null, 1);
  return rows;
}

/** The row that the one at `at` is below; null at the top. */
export function parentOf(rows: readonly TreeRow[], at: number): TreeRow | null {
  const level = rows[at]?.level ?? 1;
  for (let above = at - 1; above >= 0; above -= 1) {
    const row = rows[above];
    if (row && row.level < level) return row;
  }
  return null;
}

/** The notes above one, from the top down. */
export function pathOf(note: Note, notes: ReadonlyMap<string, Note>): Note[] {
  const path: Note[] = [];
  const seen = new Set([note.id]);
  for (let id = note.parent_id; id !== null && !seen.has(id); ) {
    seen.add(id);
    const parent = notes.get(id);
    if (!parent) break;
    path.unshift(parent);
    id = parent.parent_id;
  }
  return path;
}
