/** From one change to the next, a block at a time; each is scrolled to, and its card is shown. */
import type { NoteChanges } from '@scriptorium/shared/api/history.ts';
import { type RefObject, useEffect, useMemo, useState } from 'react';
import { changedBlocks } from './changed-blocks.ts';
import { type Pointed, pointedAt } from './use-pointed.ts';

const none: readonly number[] = [];

interface Way {
  /** In how many blocks something was changed. */
  count: number;
  /** Which of them, from 0; null: none yet. */
  current: number | null;
  /** The indexes of its changes. */
  currentChanges: readonly number[];
  go: (by: -1 | 1) => void;
  /** To the next block, whether or not something was changed in it. */
  goToBlock: (by: -1 | 1) => void;
}

/** @param changes null: they are not shown */
export function useChangeWay(
  area: RefObject<HTMLElement | null>,
  changes: NoteChanges | null,
  pointed: Pointed | null,
  point: (pointed: Pointed | null) => void,
): Way {
  const groups = useMemo(() => (changes ? changedBlocks(changes) : []), [changes]);
  const [place, setPlace] = useState<{ of: NoteChanges; index: number } | null>(null);
  const current = place !== null && place.of === changes ? place.index : null;
  const currentChanges = current === null ? none : (groups[current] ?? none);

  // By now it is drawn as the one that is looked at.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a step of the way scrolls
  useEffect(() => {
    const [first] = currentChanges;
    if (first !== undefined) show(`[data-change="${first}"]`);
  }, [currentChanges]);

  function show(selector: string): void {
    const element = area.current?.querySelector<HTMLElement>(selector);
    if (!element || !area.current) return;
    element.scrollIntoView({ block: 'center' });
    point(pointedAt(area.current, element, true));
  }
  function go(by: -1 | 1): void {
    if (!changes || groups.length === 0) return;
    const next = current === null ? (by > 0 ? 0 : -1) : current + by;
    setPlace({ of: changes, index: (next + groups.length) % groups.length });
  }
  function goToBlock(by: -1 | 1): void {
    const blocks = [...(area.current?.querySelectorAll<HTMLElement>('.prose > [data-block]') ?? [])];
    if (blocks.length === 0) return;
    const at = blocks.findIndex(({ dataset }) => dataset.block === pointed?.block);
    const next = at < 0 && by < 0 ? -1 : at + by;
    const { block = '' } = blocks[(next + blocks.length) % blocks.length]?.dataset ?? {};
    show(`.prose > [data-block="${CSS.escape(block)}"]`);
  }
  return { count: groups.length, current, currentChanges, go, goToBlock };
}
