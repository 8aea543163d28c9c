import { Menu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useId, useRef } from 'react';
import type { MenuGroup, MenuItem } from './menu.tsx';
import styles from './popup.module.css';

const item_selector = '[role^="menuitem"]';

interface MenuPopupProps {
  label: string;
  groups: MenuGroup[];
  footer?: ReactNode;
  side: 'bottom' | 'top';
  align: 'start' | 'end';
  anchor: RefObject<HTMLElement | null>;
  /** Then the first item is focused; the pointer chooses for itself. */
  isByKeyboard: boolean;
  /** Where the focus goes when it closes; the anchor unless said. */
  returnTo?: RefObject<HTMLElement | null>;
  onClose: () => void;
}

export function MenuPopup(props: MenuPopupProps) {
  const { label, groups, footer, side, align, anchor, isByKeyboard, returnTo = anchor, onClose } = props;
  const footerId = useId();
  const popup = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isByKeyboard) return;
    // After Base UI has put the focus on the menu itself.
    const frame = requestAnimationFrame(() =>
      popup.current?.querySelector<HTMLElement>(item_selector)?.focus(),
    );
    return () => cancelAnimationFrame(frame);
  }, [isByKeyboard]);
  return (
    <Menu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Menu.Portal>
        <Menu.Positioner
          className={styles.positioner}
          anchor={anchor}
          side={side}
          align={align}
          sideOffset={4}
          collisionPadding={4}
          // Where it would stick out for a moment, a phone would make the page wider for good.
          positionMethod="fixed"
        >
          <Menu.Popup
            className={styles.menu}
            aria-label={label}
            aria-describedby={footer ? footerId : undefined}
            ref={popup}
            finalFocus={returnTo}
          >
            {groups.map((group) => (
              <Group key={group.items[0]?.label} group={group} />
            ))}
            {footer && (
              <div id={footerId} className={styles.footer}>
                {footer}
              </div>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Group({ group }: { group: MenuGroup }) {
  return (
    <Menu.Group className={styles.group}>
      {group.heading && <Menu.GroupLabel className={styles.heading}>{group.heading}</Menu.GroupLabel>}
      {group.items.map((item) => (
        <Item key={item.id ?? item.label} item={item} />
      ))}
    </Menu.Group>
  );
}

function Item({ item }: { item: MenuItem }) {
  const content = (
    <>
      {item.icon}
      <span className={styles.label}>{item.label}</span>
      {item.detail && <span className={styles.keys}>{item.detail}</span>}
      {item.hotkey && <kbd className={styles.keys}>{item.hotkey}</kbd>}
    </>
  );
  if (item.kind === 'choice') {
    return (
      <Menu.CheckboxItem
        className={styles.item}
        checked={item.isChosen ?? false}
        onCheckedChange={item.run}
        closeOnClick
      >
        {content}
        {item.isChosen && <Check aria-hidden="true" className={styles.check} />}
      </Menu.CheckboxItem>
    );
  }
  return (
    <Menu.Item
      className={styles.item}
      data-kind={item.kind}
      onClick={item.run}
      closeOnClick={!item.staysOpen}
    >
      {content}
    </Menu.Item>
  );
}
