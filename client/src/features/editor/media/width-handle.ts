import { t } from '../../../lib/i18n/i18n.ts';
import { element } from './dom.ts';

/** In percent of the column. */
const width_min = 10;
const step = 5;
const page = 20;

interface WidthHandleOptions {
  /** What is resized, inside what it is a part of. */
  frame: HTMLElement;
  width: () => number;
  /** While it is being dragged. */
  onPreview: (width: number) => void;
  onChange: (width: number) => void;
}

/** One at each edge for the pointer; the one at the end is a slider for the keyboard and for screen readers. */
export function widthHandle(side: 'start' | 'end', options: WidthHandleOptions): HTMLElement {
  const handle = element('div', `media-handle media-handle-${side}`);
  handle.addEventListener('pointerdown', (event) => drag(event, side, handle, options));
  if (side === 'start') {
    handle.setAttribute('aria-hidden', 'true');
    return handle;
  }
  handle.tabIndex = 0;
  handle.setAttribute('role', 'slider');
  handle.setAttribute('aria-label', t('attachments.width'));
  handle.setAttribute('aria-valuemin', String(width_min));
  handle.setAttribute('aria-valuemax', '100');
  handle.addEventListener('keydown', (event) => {
    const width = keyed(event.key, options.width());
    if (width === null) return;
    event.preventDefault();
    options.onChange(width);
  });
  return handle;
}

export function showWidth(handle: HTMLElement, width: number): void {
  handle.setAttribute('aria-valuenow', String(width));
  handle.setAttribute('aria-valuetext', t('attachments.percent', { percent: width }));
}

function keyed(key: string, width: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return clamp(width + step);
    case 'ArrowLeft':
    case 'ArrowDown':
      return clamp(width - step);
    case 'PageUp':
      return clamp(width + page);
    case 'PageDown':
      return clamp(width - page);
    case 'Home':
      return width_min;
    case 'End':
      return 100;
    default:
      return null;
  }
}

function drag(
  down: PointerEvent,
  side: 'start' | 'end',
  handle: HTMLElement,
  { frame, onPreview, onChange }: WidthHandleOptions,
): void {
  if (down.button !== 0) return;
  down.preventDefault();
  const column = frame.parentElement?.clientWidth ?? 1;
  const begin = frame.clientWidth;
  const isRightToLeft = getComputedStyle(frame).direction === 'rtl';
  const outwards = (side === 'end') === isRightToLeft ? -1 : 1;
  // The image is in the middle of its column: both edges move.
  const widthAt = (x: number) => clamp(((begin + 2 * outwards * (x - down.clientX)) / column) * 100);
  const life = new AbortController();
  const { signal } = life;
  handle.setPointerCapture(down.pointerId);
  handle.addEventListener('pointermove', (event) => onPreview(widthAt(event.clientX)), { signal });
  handle.addEventListener('pointerup', (event) => onChange(widthAt(event.clientX)), { signal });
  for (const end of ['pointerup', 'pointercancel'] as const)
    handle.addEventListener(end, () => life.abort(), { signal });
}

function clamp(width: number): number {
  return Math.round(Math.min(100, Math.max(width_min, width)));
}
