import { type RefObject, useEffect, useState } from 'react';

/** The ids of the outermost blocks that somebody has selected text in. */
export function useSelectedBlocks(area: RefObject<HTMLElement | null>): string[] {
  const [selected, setSelected] = useState<string[]>([]);
  useEffect(() => {
    const look = () => {
      const found = area.current ? selectedIn(area.current) : [];
      setSelected((before) => (before.join(' ') === found.join(' ') ? before : found));
    };
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, [area]);
  return selected;
}

function selectedIn(area: HTMLElement): string[] {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return [];
  const range = selection.getRangeAt(0);
  if (!area.contains(range.commonAncestorContainer)) return [];
  const blocks = [...area.querySelectorAll<HTMLElement>('.prose > [data-block]')];
  return blocks.flatMap(({ dataset }, index) => {
    const block = blocks[index];
    return block && dataset.block !== undefined && range.intersectsNode(block) ? [dataset.block] : [];
  });
}
