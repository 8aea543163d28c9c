/**
 * Keyboard shortcuts. `Mod` is ⌘ on Apple's systems and Ctrl elsewhere. The browser keeps some for itself (⌘N, ⌘T, ⌘W),
 * so the app's own are chosen around them.
 */
import { useEffect, useEffectEvent } from 'react';

export interface KeyPress {
  key: string;
  code: string;
  metaKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** `combo`: `Mod+.`, `Alt+N`, `?`. Letters are compared by the physical key when Alt is held: on a Mac ⌥N types `˜`. */
export function matches(combo: string, press: KeyPress, apple = isApple): boolean {
  const parts = combo.split('+');
  const key = parts.at(-1) ?? '';
  const wanted = new Set(parts.slice(0, -1));
  const mod = apple ? press.metaKey : press.ctrlKey;
  const other = apple ? press.ctrlKey : press.metaKey;
  if (mod !== wanted.has('Mod') || other || press.altKey !== wanted.has('Alt')) return false;
  // A symbol such as `?` needs Shift on some keyboards and not on others: only letters compare it.
  const isLetter = /^[A-Z]$/.test(key);
  if (isLetter && press.shiftKey !== wanted.has('Shift')) return false;
  return isLetter && press.altKey
    ? press.code === `Key${key}`
    : press.key.toLowerCase() === key.toLowerCase();
}

/** As people read it: `⌘ .` on Apple's systems, `Ctrl .` elsewhere. */
export function keyText(combo: string): string {
  return keyCaps(combo).join(' ');
}

/** One entry a key cap. */
export function keyCaps(combo: string, apple = isApple): string[] {
  const names: Record<string, string> = apple
    ? { Mod: '⌘', Alt: '⌥', Shift: '⇧' }
    : { Mod: 'Ctrl', Alt: 'Alt', Shift: 'Shift' };
  return combo.split('+').map((part) => names[part] ?? part);
}

export interface Hotkey {
  combo: string;
  run: () => void;
}

/** Calls `run` when the keys are pressed anywhere. Plain characters are left alone while somebody types. */
export function useHotkeys(hotkeys: Hotkey[]): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const hotkey = hotkeys.find(({ combo }) => matches(combo, event));
    if (!hotkey || (!/Mod|Alt/.test(hotkey.combo) && isTyping(event.target))) return;
    event.preventDefault();
    hotkey.run();
  });
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  );
}
