/** The sidebar's width and whether it is open. On a narrow screen it is a drawer over the page. */
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { readSetting, writeSetting } from '../lib/storage.ts';

export const sidebar_width = { min: 220, usual: 260, max: 420 };

const narrow = matchMedia('(width < 48rem)');

export interface SidebarState {
  isOpen: boolean;
  isDrawer: boolean;
  width: number;
  toggle: () => void;
  closeDrawer: () => void;
  resize: (width: number) => void;
}

export function useSidebar(): SidebarState {
  const isDrawer = useSyncExternalStore(subscribe, () => narrow.matches);
  const [isDocked, setDocked] = useState(() => readSetting('sidebar') !== 'closed');
  const [isDrawn, setDrawn] = useState(false);
  const [width, setWidth] = useState(() =>
    clamp(Number(readSetting('sidebar-width')) || sidebar_width.usual),
  );

  useEffect(() => {
    document.documentElement.style.setProperty('--sidebar-width', `${width}px`);
  }, [width]);

  const toggle = useCallback(() => {
    if (narrow.matches) return setDrawn((is) => !is);
    setDocked((is) => {
      writeSetting('sidebar', is ? 'closed' : null);
      return !is;
    });
  }, []);
  const resize = useCallback((wanted: number) => {
    const next = clamp(wanted);
    writeSetting('sidebar-width', String(next));
    setWidth(next);
  }, []);
  const closeDrawer = useCallback(() => setDrawn(false), []);

  return { isOpen: isDrawer ? isDrawn : isDocked, isDrawer, width, toggle, closeDrawer, resize };
}

function clamp(width: number): number {
  return Math.round(Math.min(sidebar_width.max, Math.max(sidebar_width.min, width)));
}

function subscribe(listener: () => void): () => void {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
}
