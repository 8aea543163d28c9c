import { type MouseEvent, useEffect, useRef } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { MarkedText } from '../../ui/marked-text.tsx';
import type { FoundGroup, FoundItem } from './find-items.ts';
import styles from './palette.module.css';

interface PaletteListProps {
  id: string;
  groups: FoundGroup[];
  /** Counted through all groups. */
  active: number;
  optionId: (index: number) => string;
  onPoint: (index: number) => void;
  onRun: (item: FoundItem, isApart: boolean) => void;
}

export function PaletteList({ id, groups, active, optionId, onPoint, onRun }: PaletteListProps) {
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whichever row is the active one now comes into view
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active, groups]);

  let index = -1;
  return (
    <div ref={list} id={id} className={styles.list} role="listbox" aria-label={t('app.paletteResults')}>
      {groups.map(({ heading, items }) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
        <div key={heading} role="group" aria-label={heading || undefined} className={styles.group}>
          {heading && (
            <p className={styles.heading} aria-hidden="true">
              {heading}
            </p>
          )}
          {items.map((item) => {
            index += 1;
            const at = index;
            return (
              <Option
                key={item.id}
                id={optionId(at)}
                item={item}
                isActive={at === active}
                onPoint={() => onPoint(at)}
                onRun={(isApart) => onRun(item, isApart)}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}

interface OptionProps {
  id: string;
  item: FoundItem;
  isActive: boolean;
  onPoint: () => void;
  onRun: (isApart: boolean) => void;
}

function Option({ id, item, isActive, onPoint, onRun }: OptionProps) {
  const onClick = (event: MouseEvent) => onRun(event.metaKey || event.ctrlKey);
  return (
    // The field has the focus and the keys (aria-activedescendant); a pointer points and clicks.
    // biome-ignore lint/a11y/useFocusableInteractive: as said above
    // biome-ignore lint/a11y/useKeyWithClickEvents: as said above
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className={item.snippet ? `${styles.option} ${styles.tall}` : styles.option}
      onPointerMove={() => !isActive && onPoint()}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      <span className={styles.icon} aria-hidden="true">
        {item.icon}
      </span>
      <span className={styles.label}>
        <MarkedText text={item.label} ranges={item.ranges} />
      </span>
      {item.snippet && (
        <span className={styles.snippet}>
          <MarkedText {...item.snippet} />
        </span>
      )}
      {item.detail && <span className={styles.detail}>{item.detail}</span>}
      {item.hotkey && <kbd className={styles.keys}>{item.hotkey}</kbd>}
    </div>
  );
}
