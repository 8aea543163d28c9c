/**
 * A menu at a button. The button is plain; what opens (Base UI, with its keyboard handling and positioning) comes
 * later (`lazyPart`), so that it costs the first page nothing.
 */
import { type MouseEvent, type ReactNode, Suspense, useRef, useState } from 'react';
import { IconButton } from './button.tsx';
import { lazyPart } from './lazy-part.ts';

const MenuPopup = lazyPart(async () => (await import('./menu-popup.tsx')).MenuPopup);

export interface MenuItem {
  kind?: 'item' | 'danger' | 'choice';
  label: string;
  /** Where two items have the same label. */
  id?: string;
  icon?: ReactNode;
  /** As it is shown, e.g. `⌘ .` */
  hotkey?: string;
  /** What is worth knowing of it, at its end. */
  detail?: string;
  isChosen?: boolean;
  /** It leads to other items in the same menu. */
  staysOpen?: boolean;
  run: () => void;
}

/** A group may have a heading; groups are set apart by a line. */
export interface MenuGroup {
  heading?: string;
  items: MenuItem[];
}

export interface MenuTriggerProps {
  'aria-haspopup': 'menu';
  'aria-expanded': boolean;
  onClick: (event: MouseEvent) => void;
  ref: React.RefObject<HTMLButtonElement | null>;
}

interface MenuProps {
  label: string;
  groups: MenuGroup[];
  /** Below the items: what is worth knowing, nothing to choose. Read out with the menu's name. */
  footer?: ReactNode;
  side?: 'bottom' | 'top';
  align?: 'start' | 'end';
  trigger: (props: MenuTriggerProps) => ReactNode;
}

export function Menu({ label, groups, footer, side = 'bottom', align = 'end', trigger }: MenuProps) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [isByKeyboard, setByKeyboard] = useState(false);
  return (
    <>
      {trigger({
        'aria-haspopup': 'menu',
        'aria-expanded': isOpen,
        onClick: (event) => {
          // A click that no pointer made: Enter or Space.
          setByKeyboard(event.detail === 0);
          setOpen(!isOpen);
        },
        ref: anchor,
      })}
      {isOpen && (
        <Suspense fallback={null}>
          <MenuPopup
            label={label}
            groups={groups}
            footer={footer}
            side={side}
            align={align}
            anchor={anchor}
            isByKeyboard={isByKeyboard}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}

/** The usual trigger: an icon. */
export function IconMenu({
  icon,
  className,
  tabIndex,
  ...menu
}: Omit<MenuProps, 'trigger'> & { icon: ReactNode; className?: string | undefined; tabIndex?: number }) {
  return (
    <Menu
      {...menu}
      trigger={(props) => (
        <IconButton label={menu.label} {...props} className={className} tabIndex={tabIndex}>
          {icon}
        </IconButton>
      )}
    />
  );
}
