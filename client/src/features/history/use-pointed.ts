/** Which block or change of the note somebody points at, taps, or has gone to by key. */
import { type RefObject, useEffect, useState } from 'react';

export interface Pointed {
  /** The card is drawn at it. */
  element: HTMLElement;
  /** Index of the change; undefined: nothing was changed in it. */
  change: number | undefined;
  /** The id of the block around it; undefined where it is in none, as in the title. */
  block: string | undefined;
  /** Stays until something else is pointed at, or it is closed: it was tapped, or gone to by key. */
  isPinned: boolean;
}

/** A mouse that only passes by opens nothing. */
const open_after_ms = 180;
/** Time to get to the card. */
const close_after_ms = 280;

/**
 * @param card its place, which does not count as outside
 * @param shown what is pointed at in; null: nothing is shown at present
 */
export function usePointed(
  area: RefObject<HTMLElement | null>,
  card: RefObject<HTMLElement | null>,
  shown: object | null,
): [Pointed | null, (pointed: Pointed | null) => void] {
  const [pointed, setPointed] = useState<Pointed | null>(null);
  useEffect(() => {
    const { current: root } = area;
    if (!root || !shown) return;
    const life = new AbortController();
    const { signal } = life;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = (run: () => void, wait_ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(run, wait_ms);
    };
    const unpin = () => setPointed((now) => (now?.isPinned ? now : null));
    const onOver = ({ target, pointerType }: PointerEvent) => {
      if (pointerType !== 'mouse') return;
      if (target instanceof Node && card.current?.contains(target)) clearTimeout(timer);
      else {
        const found = pointedAt(root, target, false);
        if (found?.change === undefined) later(unpin, close_after_ms);
        else later(() => setPointed((now) => (now?.isPinned ? now : found)), open_after_ms);
      }
    };
    const onClick = ({ target }: MouseEvent) => {
      if (target instanceof Node && card.current?.contains(target)) return;
      clearTimeout(timer);
      const isSelecting = getSelection()?.isCollapsed === false;
      setPointed(isSelecting || isControl(target) ? null : pointedAt(root, target, true));
    };
    document.addEventListener('pointerover', onOver, { signal });
    root.addEventListener('click', onClick, { signal });
    return () => {
      clearTimeout(timer);
      life.abort();
      setPointed(null);
    };
  }, [area, card, shown]);
  return [pointed, setPointed];
}

/** As whoever draws the note marks it (`data-change`, `data-block`). */
export function pointedAt(root: HTMLElement, target: EventTarget | null, isPinned: boolean): Pointed | null {
  if (!(target instanceof HTMLElement) || !root.contains(target)) return null;
  const changed = target.closest<HTMLElement>('[data-change]');
  const block = target.closest<HTMLElement>('[data-block]');
  const element = changed ?? block;
  if (!element) return null;
  const { change } = changed?.dataset ?? {};
  return {
    element,
    change: change === undefined ? undefined : Number(change),
    block: block?.dataset.block,
    isPinned,
  };
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, input, select') !== null;
}
