/**
 * The notes as a tree (WAI-ARIA): one tab stop, arrow keys, letters to jump, Alt and arrows to move a note. Only the
 * rows that are seen are drawn, so that thousands of notes cost as much as fifty.
 */
import type { Note } from '@scriptorium/shared/api/notes.ts';
import { may } from '@scriptorium/shared/permissions.ts';
import { type CSSProperties, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { t } from '../../lib/i18n/i18n.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './note-tree.module.css';
import { NoteTreeRow } from './note-tree-row.tsx';
import { useTreeDrag } from './tree-drag.ts';
import { treeKey } from './tree-keys.ts';
import { pathOf, type TreeRow, treeRows } from './tree-rows.ts';
import type { Expanded } from './use-expanded.ts';
import { useSeenRows } from './use-seen-rows.ts';
import { useTreeActions } from './use-tree-actions.ts';

interface NoteTreeProps {
  label: string;
  notes: Note[] | undefined;
  /** The note whose page is shown. */
  openId: string | undefined;
  expanded: Expanded;
}

export function NoteTree({ label, notes, openId, expanded }: NoteTreeProps) {
  const rows = useMemo(() => treeRows(notes ?? [], expanded.ids), [notes, expanded.ids]);
  useRevealed(notes, openId, expanded);
  if (!notes) {
    return (
      <div className={styles.loading}>
        <Skeleton label={t('notes.loadingList')} widths={[70, 55, 80, 45]} />
      </div>
    );
  }
  if (rows.length === 0) return <p className={styles.empty}>{t('notes.noneYet')}</p>;
  return <Tree label={label} rows={rows} openId={openId} expanded={expanded} />;
}

function Tree({
  label,
  rows,
  openId,
  expanded,
}: {
  label: string;
  rows: TreeRow[];
  openId: string | undefined;
  expanded: Expanded;
}) {
  const tree = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const seen = useSeenRows(tree, rows.length);
  const [activeId, setActiveId] = useState<string | null>(null);
  const [renamingId, setRenamingId] = useState<string | null>(null);
  const typed = useRef({ letters: '', at: 0 });
  const actions = useTreeActions(rows, expanded);
  const drag = useTreeDrag(rows, actions.drop);

  const activeAt = Math.max(0, indexOf(rows, activeId ?? openId));
  const focus = (at: number) => {
    const row = rows[at];
    const element = tree.current;
    if (!row || !element) return;
    setActiveId(row.note.id);
    const row_height = element.offsetHeight / rows.length;
    keepInView(element, at * row_height, row_height);
    // The active row is always drawn, also before its scrolling has been.
    requestAnimationFrame(() => focusRow(element, row.note.id));
  };

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const isRow = event.target instanceof HTMLElement && event.target.closest('button, input') === null;
    const command = isRow ? treeKey(event, rows, activeAt, typed.current) : null;
    const row = rows[activeAt];
    if (!command || !row) return;
    event.preventDefault();
    event.stopPropagation();
    if (command.kind === 'focus') focus(command.at);
    if (command.kind === 'fold') expanded.set(row.note.id, command.isExpanded);
    if (command.kind === 'open') void navigate(`/notes/${row.note.id}`);
    if (command.kind === 'rename' && may(row.note.role, 'note:write')) setRenamingId(row.note.id);
    if (command.kind === 'move') actions.move(row.note.id, command.direction);
    if (command.kind === 'trash') {
      actions.trash(row.note);
      // What is below goes with it: the focus goes on to the next that stays, else back.
      const next = rows.findIndex((each, at) => at > activeAt && each.level <= row.level);
      focus(next === -1 ? activeAt - 1 : next);
    }
  }

  const drawn = drawnRows(rows, seen, [activeAt, indexOf(rows, drag.draggedId), indexOf(rows, renamingId)]);
  return (
    <>
      <div
        ref={tree}
        className={styles.tree}
        role="tree"
        aria-label={label}
        style={{ '--rows': rows.length } as CSSProperties}
        onKeyDown={onKeyDown}
        {...drag.handlers}
      >
        {drawn.map((at) => {
          const row = rows[at] as TreeRow;
          return (
            <NoteTreeRow
              key={row.note.id}
              row={row}
              at={at}
              isOpen={row.note.id === openId}
              isTabStop={at === activeAt}
              isRenaming={row.note.id === renamingId}
              dropZone={drag.drop?.id === row.note.id ? drag.drop.zone : null}
              onFocused={setActiveId}
              onRename={setRenamingId}
              onFold={expanded.set}
            />
          );
        })}
      </div>
      <p className="visually-hidden" role="status">
        {actions.said}
      </p>
    </>
  );
}

/** The note that is open is seen in the tree, wherever it is; once, so that it can be folded away again. */
function useRevealed(notes: Note[] | undefined, openId: string | undefined, { reveal }: Expanded): void {
  const open = notes?.find((note) => note.id === openId);
  const isKnown = open !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another note, or another place of it, unfolds
  useEffect(() => {
    if (!notes || !open) return;
    reveal(pathOf(open, new Map(notes.map((note) => [note.id, note]))).map(({ id }) => id));
  }, [openId, isKnown, open?.parent_id, reveal]);
}

function drawnRows(
  rows: readonly TreeRow[],
  { from, to }: { from: number; to: number },
  also: number[],
): number[] {
  const drawn = new Set(also.filter((at) => at >= 0 && at < rows.length));
  for (let at = from; at < to; at += 1) drawn.add(at);
  return [...drawn].sort((a, b) => a - b);
}

function indexOf(rows: readonly TreeRow[], id: string | null | undefined): number {
  return id ? rows.findIndex(({ note }) => note.id === id) : -1;
}

function focusRow(tree: HTMLElement, id: string): void {
  tree.querySelector<HTMLElement>(`[data-row="${id}"]`)?.focus({ preventScroll: true });
}

function keepInView(tree: HTMLElement, top: number, height: number): void {
  const scroller = tree.closest<HTMLElement>('[data-scroll]');
  if (!scroller) return;
  const at = top + tree.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  if (at < 0) scroller.scrollTop += at;
  else if (at + height > scroller.clientHeight) scroller.scrollTop += at + height - scroller.clientHeight;
}
