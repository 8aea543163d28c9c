/** The command palette, over the page; on a phone instead of it. Loaded when it is first opened. */
import { Dialog } from '@base-ui/react/dialog';
import { useRef } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import type { FoundGroup, FoundItem, PaletteItem, PaletteSource } from './find-items.ts';
import styles from './palette.module.css';
import { PaletteSearch } from './palette-search.tsx';

interface PaletteProps {
  sources: PaletteSource[];
  /** What else was found, somewhere else, for what `onQuery` was told; it may come late. */
  found: FoundGroup[];
  /** Said below the list. */
  note: string | null;
  onQuery: (query: string) => void;
  /** What is offered last, for whatever was typed. */
  otherwise: (query: string) => PaletteItem;
  /** Before it was there; asked once. */
  typed: () => string;
  /** Gets the focus back when nothing was chosen. */
  cameFrom: HTMLElement | null;
  onClose: () => void;
}

export function Palette({ cameFrom, onClose, ...search }: PaletteProps) {
  const field = useRef<HTMLInputElement>(null);
  const hasRun = useRef(false);
  const run = (item: FoundItem, isApart: boolean) => {
    hasRun.current = true;
    onClose();
    if (isApart && item.href) window.open(item.href, '_blank', 'noopener');
    else item.run();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup
          className={styles.palette}
          aria-label={t('app.palette')}
          initialFocus={field}
          // What was chosen decides itself where the focus goes: the title of a new note, a dialog.
          finalFocus={() => (hasRun.current ? false : (cameFrom ?? true))}
        >
          <PaletteSearch {...search} field={field} onRun={run} onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
