import { type RefObject, useEffect } from 'react';

/**
 * The header steps back while somebody types, and is there again with the next move of the pointer, touch, or focus in
 * it. An attribute and no state: nothing is drawn anew with a key.
 */
export function useQuietHeader(page: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = page.current;
    if (!element) return;
    const life = new AbortController();
    const { signal } = life;
    const show = () => delete element.dataset.typing;
    element.addEventListener('input', () => (element.dataset.typing = ''), { signal });
    for (const type of ['pointermove', 'pointerdown']) document.addEventListener(type, show, { signal });
    return () => {
      life.abort();
      show();
    };
  }, [page]);
}
