/** Keeps somebody's caret in view, until one scrolls, types or clicks. */
import type { Awareness } from 'y-protocols/awareness';

const ends = ['wheel', 'touchmove', 'pointerdown', 'keydown'];

/**
 * @param text the editor's element, in which carets are drawn (`caret.ts`)
 * @param onEnd called once, when one takes over or the person has left
 */
export function followPerson(
  awareness: Awareness,
  personId: string,
  text: HTMLElement,
  onEnd: () => void,
): () => void {
  const life = new AbortController();
  const { signal } = life;
  let frame = 0;
  const look = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => bringIntoView(text, personId));
  };
  const stop = () => {
    if (signal.aborted) return;
    life.abort();
    cancelAnimationFrame(frame);
    awareness.off('change', onChange);
    resized.disconnect();
    redrawn.disconnect();
  };
  const end = () => {
    stop();
    onEnd();
  };
  const onChange = () => isHere(awareness, personId) || end();
  awareness.on('change', onChange);
  // Not when presence says so: the editor draws the caret some time after that.
  const redrawn = new MutationObserver(look);
  redrawn.observe(text, { childList: true, subtree: true });
  // A picture that comes above pushes the caret down.
  const resized = new ResizeObserver(look);
  resized.observe(text);
  for (const type of ends) {
    document.addEventListener(type, (event) => isOwnDoing(event) && end(), {
      signal,
      passive: true,
      capture: true,
    });
  }
  look();
  return stop;
}

function bringIntoView(text: HTMLElement, personId: string): void {
  const caret = text.querySelector(`.remote-caret[data-person="${CSS.escape(personId)}"]`);
  if (!caret) return;
  const { top, bottom } = caret.getBoundingClientRect();
  if (top < innerHeight * 0.2 || bottom > innerHeight * 0.8) {
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    caret.scrollIntoView({ block: 'center', behavior: isStill ? 'instant' : 'smooth' });
  }
}

function isHere(awareness: Awareness, personId: string): boolean {
  return [...awareness.getStates().values()].some((state) => state.user?.id === personId);
}

/** A lone modifier is no typing, and the buttons that follow and stop look after themselves. */
function isOwnDoing(event: Event): boolean {
  if (event instanceof KeyboardEvent && ['Shift', 'Control', 'Alt', 'Meta', 'Tab'].includes(event.key))
    return false;
  return !(event.target instanceof Element && event.target.closest('[data-follow]'));
}
