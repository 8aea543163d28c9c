/** A small panel at a button; like the menu, loaded when somebody comes near. */
import { lazy, type ReactNode, Suspense, useRef } from 'react';

const load = () => import('./popover-popup.tsx');
const PopoverPopup = lazy(async () => ({ default: (await load()).PopoverPopup }));

export interface PopoverTriggerProps {
  'aria-haspopup': 'dialog';
  'aria-expanded': boolean;
  onClick: () => void;
  onPointerEnter: () => void;
  onFocus: () => void;
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
  const preload = () => void load();
  return (
    <>
      {trigger({
        'aria-haspopup': 'dialog',
        'aria-expanded': isOpen,
        onClick: () => setOpen(!isOpen),
        onPointerEnter: preload,
        onFocus: preload,
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
