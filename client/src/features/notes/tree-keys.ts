/** What a key means in the tree. In a page that runs from right to left, left and right change places. */
import { titleParts } from '../../lib/note-title.ts';
import type { Direction } from './tree-moves.ts';
import { parentOf, type TreeRow } from './tree-rows.ts';

export type TreeCommand =
  | { kind: 'focus'; at: number }
  | { kind: 'fold'; isExpanded: boolean }
  | { kind: 'move'; direction: Direction }
  | { kind: 'open' | 'rename' | 'trash' };

interface Press {
  key: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  timeStamp: number;
}

/** Letters typed within this time are one word. */
const typing_ms = 700;

/**
 * @param typed letters typed so far; changed here
 * @returns null for a key that is not the tree's
 */
export function treeKey(
  press: Press,
  rows: readonly TreeRow[],
  at: number,
  typed: { letters: string; at: number },
  isRightToLeft = document.documentElement.dir === 'rtl',
): TreeCommand | null {
  const key = isRightToLeft ? mirrored(press.key) : press.key;
  if (press.ctrlKey || press.metaKey) return null;
  if (press.altKey) return moveKey(key);
  if (key.length === 1 && key !== ' ') return jump(key, press.timeStamp, rows, at, typed);
  const row = rows[at];
  if (!row) return null;
  switch (key) {
    case 'ArrowDown':
      return { kind: 'focus', at: Math.min(at + 1, rows.length - 1) };
    case 'ArrowUp':
      return { kind: 'focus', at: Math.max(at - 1, 0) };
    case 'Home':
      return { kind: 'focus', at: 0 };
    case 'End':
      return { kind: 'focus', at: rows.length - 1 };
    case 'ArrowRight':
      if (!row.hasChildren) return null;
      return row.isExpanded ? { kind: 'focus', at: at + 1 } : { kind: 'fold', isExpanded: true };
    case 'ArrowLeft': {
      if (row.isExpanded) return { kind: 'fold', isExpanded: false };
      const parent = parentOf(rows, at);
      return parent ? { kind: 'focus', at: rows.indexOf(parent) } : null;
    }
    case 'Enter':
    case ' ':
      return { kind: 'open' };
    case 'F2':
      return { kind: 'rename' };
    case 'Delete':
      return { kind: 'trash' };
    default:
      return null;
  }
}

function moveKey(key: string): TreeCommand | null {
  const directions: Record<string, Direction> = {
    ArrowUp: 'up',
    ArrowDown: 'down',
    ArrowRight: 'in',
    ArrowLeft: 'out',
  };
  const direction = directions[key];
  return direction ? { kind: 'move', direction } : null;
}

/** To the next note whose title begins with what was typed. */
function jump(
  key: string,
  now: number,
  rows: readonly TreeRow[],
  at: number,
  typed: { letters: string; at: number },
): TreeCommand {
  typed.letters = now - typed.at < typing_ms ? typed.letters + key : key;
  typed.at = now;
  const wanted = typed.letters.toLocaleLowerCase();
  // One letter goes on from here, a longer word may still mean this row.
  const start = wanted.length === 1 ? at + 1 : at;
  for (let i = 0; i < rows.length; i += 1) {
    const index = (start + i) % rows.length;
    const title = titleParts(rows[index]?.note.title ?? '').text;
    if (title.toLocaleLowerCase().startsWith(wanted)) return { kind: 'focus', at: index };
  }
  return { kind: 'focus', at };
}

function mirrored(key: string): string {
  if (key === 'ArrowLeft') return 'ArrowRight';
  return key === 'ArrowRight' ? 'ArrowLeft' : key;
}
