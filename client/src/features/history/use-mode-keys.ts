import { useEffect, useEffectEvent } from 'react';

export interface ModeKeys {
  leave: () => void;
  playOrPause: () => void;
  /** By one edit, or by a sitting. */
  step: (by: -1 | 1, isSitting: boolean) => void;
  /** To the first revision, or to the newest. */
  goToEnd: (by: -1 | 1) => void;
  goToChange: (by: -1 | 1) => void;
  goToBlock: (by: -1 | 1) => void;
}

/**
 * Escape leaves, Space plays, ← and → step, with Shift by sitting, Home and End go to either end; n and p, or F7, go to
 * the next and previous change, b to the next block. From anywhere in the mode, but not in a field, nor what has opened over it.
 */
export function useModeKeys(keys: ModeKeys): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const { target, key, shiftKey } = event;
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!(target instanceof Element) || !isOver(target)) return;
    if (key === 'Escape') keys.leave();
    else if (isField(target)) return;
    else if (key === ' ' && !isControl(target)) keys.playOrPause();
    else if (key === 'ArrowLeft' && !scrolls(target)) keys.step(-1, shiftKey);
    else if (key === 'ArrowRight' && !scrolls(target)) keys.step(1, shiftKey);
    else if (key === 'Home') keys.goToEnd(-1);
    else if (key === 'End') keys.goToEnd(1);
    else if (key === 'n' || (key === 'F7' && !shiftKey)) keys.goToChange(1);
    else if (key === 'p' || key === 'F7') keys.goToChange(-1);
    else if (key === 'b') keys.goToBlock(1);
    else if (key === 'B') keys.goToBlock(-1);
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** With nothing focused the page has the keys. */
function isOver(target: Element): boolean {
  return target === document.body || target.id === 'main' || target.closest('[data-history-mode]') !== null;
}

function isField(target: Element): boolean {
  return target.matches('input:not([type="range"], [type="checkbox"]), textarea, select');
}

function isControl(target: Element): boolean {
  return target.matches('button, a, input:not([type="range"]), summary');
}

function scrolls(target: Element): boolean {
  return target.matches('.table-box, pre');
}
