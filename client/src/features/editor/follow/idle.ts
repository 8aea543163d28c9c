/**
 * Tells the others when one is not looking: the tab is hidden, or nothing was done in it for two minutes. Said once, and
 * taken back once: presence costs nothing while nothing changes.
 */
import type { Awareness } from 'y-protocols/awareness';

const idle_after_ms = 120_000;
const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchmove', 'focusin'];

export function tellWhenIdle(awareness: Awareness): () => void {
  const life = new AbortController();
  const { signal } = life;
  let lastSign = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (isIdle: boolean) => {
    const state = awareness.getLocalState();
    if (state && (state.idle === true) !== isIdle) awareness.setLocalStateField('idle', isIdle);
  };
  /** One timer for many signs: it looks when it is due, and waits for the rest. */
  const wait = () => {
    const left_ms = lastSign + idle_after_ms - Date.now();
    if (left_ms <= 0) return tell(true);
    timer = setTimeout(wait, left_ms);
  };
  const onSign = () => {
    lastSign = Date.now();
    if (awareness.getLocalState()?.idle !== true) return;
    tell(false);
    clearTimeout(timer);
    wait();
  };
  const onVisibility = () => (document.hidden ? tell(true) : onSign());

  for (const sign of signs) document.addEventListener(sign, onSign, { signal, passive: true });
  document.addEventListener('visibilitychange', onVisibility, { signal });
  if (document.hidden) tell(true);
  wait();
  return () => {
    life.abort();
    clearTimeout(timer);
  };
}
