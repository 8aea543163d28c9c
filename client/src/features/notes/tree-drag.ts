/**
 * Dragging a note in the tree, by the browser's own drag and drop: between two notes (a line) or into one (its row).
 * Keys do the same (`tree-keys.ts`), as does "Move to…".
 */
import { may } from '@scriptorium/shared/permissions.ts';
import { type DragEvent, useState } from 'react';
import { placeByDrop, type Zone } from './tree-moves.ts';
import type { TreeRow } from './tree-rows.ts';

interface Drop {
  id: string;
  zone: Zone;
}

/** What is dragged, for whoever else takes it: the address of the note. */
const media_type = 'text/uri-list';

export function useTreeDrag(
  rows: readonly TreeRow[],
  onDrop: (id: string, target: string, zone: Zone) => void,
) {
  const [draggedId, setDraggedId] = useState<string | null>(null);
  const [drop, setDrop] = useState<Drop | null>(null);
  const end = () => {
    setDraggedId(null);
    setDrop(null);
  };
  const handlers = {
    onDragStart(event: DragEvent<HTMLElement>) {
      const id = rowOf(event)?.dataset.row;
      const note = rows.find((row) => row.note.id === id)?.note;
      if (!id || !note || !may(note.role, 'note:move')) return;
      event.dataTransfer.effectAllowed = 'copyMove';
      event.dataTransfer.setData(media_type, `${location.origin}/notes/${id}`);
      setDraggedId(id);
    },
    onDragOver(event: DragEvent<HTMLElement>) {
      const element = rowOf(event);
      const target = element?.dataset.row;
      if (!draggedId || !element || !target) return;
      const zone = zoneOf(event.clientY, element);
      const isPossible = placeByDrop(rows, draggedId, target, zone) !== null;
      setDrop((before) => (isPossible ? changed(before, { id: target, zone }) : null));
      if (!isPossible) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'move';
    },
    onDragLeave(event: DragEvent<HTMLElement>) {
      const to = event.relatedTarget;
      if (!(to instanceof Node && event.currentTarget.contains(to))) setDrop(null);
    },
    onDrop(event: DragEvent<HTMLElement>) {
      event.preventDefault();
      if (draggedId && drop) onDrop(draggedId, drop.id, drop.zone);
      end();
    },
    onDragEnd: end,
  };
  return { draggedId, drop, handlers };
}

function rowOf(event: DragEvent): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
}

/** A quarter at each edge is between two notes, the middle is inside. */
function zoneOf(y: number, row: HTMLElement): Zone {
  const { top, height } = row.getBoundingClientRect();
  const part = (y - top) / height;
  if (part < 0.25) return 'before';
  return part > 0.75 ? 'after' : 'inside';
}

function changed(before: Drop | null, after: Drop): Drop {
  return before?.id === after.id && before.zone === after.zone ? before : after;
}
