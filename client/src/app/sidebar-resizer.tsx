import type { KeyboardEvent, PointerEvent } from 'react';
import { t } from '../lib/i18n/i18n.ts';
import styles from './sidebar.module.css';
import { type SidebarState, sidebar_width } from './use-sidebar.ts';

/** The sidebar's edge: dragged, moved by arrow keys, or set back by a double click. */
export function SidebarResizer({ sidebar: { width, resize } }: { sidebar: SidebarState }) {
  const isMirrored = () => document.documentElement.dir === 'rtl';
  function drag(event: PointerEvent<HTMLDivElement>): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    resize(isMirrored() ? innerWidth - event.clientX : event.clientX);
  }
  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowLeft: -10, ArrowRight: 10 }[event.key];
    if (!step) return;
    event.preventDefault();
    resize(width + (isMirrored() ? -step : step));
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be dragged or focused
    <div
      className={styles.resizer}
      role="separator"
      aria-label={t('app.sidebarWidth')}
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={sidebar_width.min}
      aria-valuemax={sidebar_width.max}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => resize(sidebar_width.usual)}
      onKeyDown={onKeyDown}
    />
  );
}
