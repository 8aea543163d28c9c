import { Popover } from '@base-ui/react/popover';
import type { ReactNode, RefObject } from 'react';
import styles from './popup.module.css';

interface PopoverPopupProps {
  title: string;
  anchor: RefObject<HTMLElement | null>;
  /** Where the focus goes when it closes; the anchor unless said. */
  returnTo?: RefObject<HTMLElement | null>;
  align?: 'start' | 'end';
  /** It takes much of the screen: what is behind it is out of reach until it closes. */
  isWide?: boolean;
  onClose: () => void;
  children: ReactNode;
}

export function PopoverPopup(props: PopoverPopupProps) {
  const { title, anchor, returnTo = anchor, align = 'end', isWide, onClose, children } = props;
  return (
    <Popover.Root open modal={isWide ?? false} onOpenChange={(open) => !open && onClose()}>
      <Popover.Portal>
        <Popover.Positioner
          className={styles.positioner}
          anchor={anchor}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          positionMethod="fixed"
        >
          <Popover.Popup className={styles.panel} data-wide={isWide || undefined} finalFocus={returnTo}>
            <Popover.Title className={styles.title}>{title}</Popover.Title>
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
