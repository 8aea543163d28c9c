/** A small panel at a button; like the menu, its code comes later. */
import { type ReactNode, Suspense, useRef } from 'react';
import { lazyPart } from './lazy-part.ts';

const PopoverPopup = lazyPart(async () => (await import('./popover-popup.tsx')).PopoverPopup);

export interface PopoverTriggerProps {
  'aria-haspopup': 'dialog';
  'aria-expanded': boolean;
  onClick: () => void;
  ref: React.RefObject<HTMLButtonElement | null>;
}

interface PopoverProps {
  title: string;
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  trigger: (props: PopoverTriggerProps) => ReactNode;
  children: ReactNode;
}

export function Popover({ title, isOpen, setOpen, trigger, children }: PopoverProps) {
  const anchor = useRef<HTMLButtonElement>(null);
  return (
    <>
      {trigger({
        'aria-haspopup': 'dialog',
        'aria-expanded': isOpen,
        onClick: () => setOpen(!isOpen),
        ref: anchor,
      })}
      {isOpen && (
        <Suspense fallback={null}>
          <PopoverPopup title={title} anchor={anchor} onClose={() => setOpen(false)}>
            {children}
          </PopoverPopup>
        </Suspense>
      )}
    </>
  );
}
