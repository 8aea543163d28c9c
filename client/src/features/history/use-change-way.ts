/** From one change to the next, a block at a time; each is scrolled to, and its card is shown. */
import type { NoteChanges } from '@scriptorium/shared/api/history.ts';
import { type RefObject, useEffect, useMemo, useState } from 'react';
import { changedBlocks } from './changed-blocks.ts';
import { type Pointed, pointedAt } from './use-pointed.ts';

interface Way {
  /** In how many blocks something was changed. */
  count: number;
  /** Which of them, from 0; null: none yet. */
  current: number | null;
  /** The id of the block that somebody has gone to. */
  block: string | null;
  go: (by: -1 | 1) => void;
  /** To the next block, whether or not something was changed in it. */
  goToBlock: (by: -1 | 1) => void;
}

/** @param changes null: they are not shown */
export function useChangeWay(
  area: RefObject<HTMLElement | null>,
  changes: NoteChanges | null,
  point: (pointed: Pointed | null) => void,
): Way {
  const blocks = useMemo(() => (changes ? changedBlocks(changes) : []), [changes]);
  const [place, setPlace] = useState<{ of: NoteChanges; block: string } | null>(null);
  const block = place !== null && place.of === changes ? place.block : null;

  // By now it is drawn as the one that is looked at.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a step of the way scrolls
  useEffect(() => {
    const { current: root } = area;
    const element = block === null ? null : root?.querySelector<HTMLElement>(selectorOf(block));
    if (!root || !element) return;
    element.scrollIntoView({ block: 'center' });
    point(pointedAt(root, tellingIn(element, changes), true));
  }, [place]);

  function step(through: readonly string[], by: -1 | 1): void {
    if (!changes || through.length === 0) return;
    const at = block === null ? -1 : through.indexOf(block);
    const next = at < 0 ? (by > 0 ? 0 : -1) : at + by;
    setPlace({ of: changes, block: through[(next + through.length) % through.length] as string });
  }
  const current = block === null ? -1 : blocks.indexOf(block);
  return {
    count: blocks.length,
    current: current < 0 ? null : current,
    block,
    go: (by) => step(blocks, by),
    goToBlock: (by) =>
      step(
        (changes?.body ?? []).flatMap(({ id }) => id ?? []),
        by,
      ),
  };
}

/** A new block says less than the words in it, which may be of somebody else. */
function tellingIn(block: HTMLElement, changes: NoteChanges | null): Element {
  const { change } = block.dataset;
  const isNew = change === undefined || changes?.changes[Number(change)]?.kind === 'inserted';
  const inner =
    block.querySelector(':is(ins, del, span)[data-change]') ?? block.querySelector('[data-change]');
  return isNew && inner ? inner : block;
}

function selectorOf(block: string): string {
  return `[data-block="${CSS.escape(block)}"]`;
}
