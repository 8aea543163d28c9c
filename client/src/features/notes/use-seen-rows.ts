import { type RefObject, useEffect, useState } from 'react';

/** Drawn above and below what is seen, so that scrolling shows no gaps. */
const spare_rows = 12;
/** The range moves in steps: not every pixel of scrolling draws anew. */
const step_rows = 6;

export interface SeenRows {
  from: number;
  /** Behind the last one. */
  to: number;
}

/**
 * Which rows of a long list are worth drawing. All rows are equally high, so its height is known without them.
 * @param list its nearest ancestor with `data-scroll` scrolls it
 */
export function useSeenRows(list: RefObject<HTMLElement | null>, count: number): SeenRows {
  const [seen, setSeen] = useState<SeenRows>({ from: 0, to: spare_rows * 4 });
  useEffect(() => {
    const element = list.current;
    const scroller = element?.closest<HTMLElement>('[data-scroll]');
    if (!element || !scroller || count === 0) return;
    const look = () => {
      const row_height = element.offsetHeight / count;
      if (row_height === 0) return;
      const top = scroller.getBoundingClientRect().top - element.getBoundingClientRect().top;
      const first = Math.floor(top / row_height / step_rows) * step_rows;
      const shown = Math.ceil(scroller.clientHeight / row_height / step_rows) * step_rows;
      const from = Math.max(0, first - spare_rows);
      const to = Math.max(from, first + shown + step_rows + spare_rows);
      setSeen((before) => (before.from === from && before.to === to ? before : { from, to }));
    };
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(scroller);
    scroller.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      scroller.removeEventListener('scroll', look);
    };
  }, [list, count]);
  return { from: Math.min(seen.from, count), to: Math.min(seen.to, count) };
}
