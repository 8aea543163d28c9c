import type { ComponentProps } from 'react';
import styles from './button.module.css';

type Kind = 'primary' | 'quiet' | 'plain';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  kind?: Kind;
  className?: string | undefined;
  isWide?: boolean;
}

export function Button({ kind = 'quiet', isWide = false, className, ...rest }: ButtonProps) {
  return <button type="button" {...rest} className={buttonClass(kind, isWide, className)} />;
}

/** For a link that looks like a button. */
export function buttonClass(kind: Kind, isWide = false, more?: string): string {
  return [styles.button, styles[kind], isWide && styles.wide, more].filter(Boolean).join(' ');
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  className?: string | undefined;
  /** What it does: the accessible name, and the tooltip. */
  label: string;
  /** As it is shown in the tooltip, e.g. `⌘ .` */
  hotkey?: string;
}

export function IconButton({ label, hotkey, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      data-tooltip={label}
      data-hotkey={hotkey}
      {...rest}
      className={[styles.icon, className].filter(Boolean).join(' ')}
    />
  );
}
