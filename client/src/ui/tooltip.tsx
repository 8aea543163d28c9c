/**
 * One tooltip for the whole page: it shows the `data-tooltip` (and `data-hotkey`) of what is pointed at or focused by
 * keyboard. It repeats the accessible name, so assistive technology is not told of it.
 */
import { useEffect, useRef, useState } from 'react';
import styles from './tooltip.module.css';

const open_after_ms = 450;
const gap = 6;

interface Shown {
  text: string;
  keys: string | undefined;
  at: DOMRect;
}

export function TooltipLayer() {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => listen(setShown), []);
  return shown && <Tip {...shown} />;
}

function Tip({ text, keys, at }: Shown) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (element.current) place(element.current, at);
  }, [at]);
  return (
    <div ref={element} className={styles.tip} aria-hidden="true">
      {text}
      {keys && <kbd>{keys}</kbd>}
    </div>
  );
}

function place(tip: HTMLElement, at: DOMRect): void {
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.min(Math.max(gap, at.left + at.width / 2 - width / 2), innerWidth - width - gap);
  const below = at.bottom + gap;
  const top = below + height > innerHeight - gap ? at.top - height - gap : below;
  tip.style.left = `${left}px`;
  tip.style.top = `${top}px`;
}

function listen(show: (shown: Shown | null) => void): () => void {
  const life = new AbortController();
  const { signal } = life;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = () => {
    clearTimeout(timer);
    show(null);
  };
  const later = (target: EventTarget | null, wait_ms: number) => {
    hide();
    const owner = target instanceof Element ? target.closest<HTMLElement>('[data-tooltip]') : null;
    if (!owner || owner.getAttribute('aria-expanded') === 'true') return;
    timer = setTimeout(() => {
      const { tooltip = '', hotkey } = owner.dataset;
      if (owner.isConnected) show({ text: tooltip, keys: hotkey, at: owner.getBoundingClientRect() });
    }, wait_ms);
  };
  document.addEventListener(
    'pointerover',
    (e) => e.pointerType === 'mouse' && later(e.target, open_after_ms),
    { signal },
  );
  document.addEventListener(
    'focusin',
    (e) => e.target instanceof Element && e.target.matches(':focus-visible') && later(e.target, 0),
    { signal },
  );
  for (const type of ['pointerdown', 'focusout', 'scroll', 'keydown']) {
    document.addEventListener(type, hide, { signal, capture: true });
  }
  return () => {
    hide();
    life.abort();
  };
}
