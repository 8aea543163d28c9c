/**
 * Every keyboard shortcut, once: the app registers its own from here (`useShortcuts`), menus and tooltips show them
 * (`shortcutText`), and the sheet lists all. What the editor binds itself is listed for the sheet.
 */
import { keyText, useHotkeys } from './hotkeys.ts';
import type { MessageId } from './i18n/i18n.ts';

interface Shortcut {
  /** As in `hotkeys.ts`. */
  combo: string;
  does: MessageId;
}

const everywhere = {
  palette: { combo: 'Mod+K', does: 'app.keyPalette' },
  findInNotes: { combo: 'Mod+Shift+F', does: 'app.keyFindInNotes' },
  newNote: { combo: 'Alt+N', does: 'app.newNote' },
  sidebar: { combo: 'Mod+.', does: 'app.keySidebar' },
  syncState: { combo: 'Mod+S', does: 'app.keySyncState' },
  find: { combo: 'Mod+F', does: 'app.keyFind' },
  history: { combo: 'Mod+Shift+H', does: 'app.keyHistory' },
  comment: { combo: 'Mod+Shift+M', does: 'app.comment' },
  theme: { combo: 'Mod+Shift+L', does: 'app.keyTheme' },
  shortcuts: { combo: '?', does: 'app.keySheet' },
} satisfies Record<string, Shortcut>;

export type ShortcutId = keyof typeof everywhere;

const inTree: Shortcut[] = [
  { combo: '↑', does: 'app.keyNoteAbove' },
  { combo: '↓', does: 'app.keyNoteBelow' },
  { combo: '→', does: 'app.keyExpand' },
  { combo: '←', does: 'app.keyCollapse' },
  { combo: 'Enter', does: 'app.keyOpen' },
  { combo: 'F2', does: 'notes.rename' },
  { combo: 'Alt+↑', does: 'app.keyMoveUp' },
  { combo: 'Alt+↓', does: 'app.keyMoveDown' },
  { combo: 'Alt+→', does: 'app.keyIndent' },
  { combo: 'Alt+←', does: 'app.keyOutdent' },
  { combo: 'Delete', does: 'notes.moveToTrash' },
];

const whileWriting: Shortcut[] = [
  { combo: 'Enter', does: 'app.keyToText' },
  { combo: 'Mod+B', does: 'app.keyBold' },
  { combo: 'Mod+I', does: 'app.keyItalic' },
  { combo: 'Mod+U', does: 'app.keyUnderline' },
  { combo: 'Mod+Shift+S', does: 'app.keyStrike' },
  { combo: 'Mod+E', does: 'app.keyCode' },
  { combo: 'Mod+Alt+1', does: 'app.keyHeading' },
  { combo: 'Mod+Shift+8', does: 'app.keyBulletList' },
  { combo: 'Mod+Shift+7', does: 'app.keyNumberedList' },
  { combo: 'Mod+Shift+B', does: 'app.keyQuote' },
  { combo: 'Mod+Z', does: 'app.keyUndo' },
  { combo: 'Mod+Shift+Z', does: 'app.keyRedo' },
  { combo: 'Alt+F10', does: 'app.keyToolbar' },
];

const atLineStart: Shortcut[] = [
  { combo: '#', does: 'app.keyHashes' },
  { combo: '-', does: 'app.keyBulletList' },
  { combo: '1.', does: 'app.keyNumberedList' },
  { combo: '>', does: 'app.keyQuote' },
  { combo: '```', does: 'app.keyCodeBlock' },
  { combo: '---', does: 'app.keyRule' },
];

/** What the sheet shows, in its order. */
export const shortcutGroups: { title: MessageId; shortcuts: Shortcut[] }[] = [
  { title: 'app.keysEverywhere', shortcuts: Object.values(everywhere) },
  { title: 'app.keysInTree', shortcuts: inTree },
  { title: 'app.keysWriting', shortcuts: whileWriting },
  { title: 'app.keysTyped', shortcuts: atLineStart },
];

/** Calls `run` when its shortcut is pressed anywhere; see `useHotkeys`. Those without a shortcut are left out. */
export function useShortcuts(actions: { shortcut?: ShortcutId; run: () => void }[]): void {
  useHotkeys(
    actions.flatMap(({ shortcut, run }) => (shortcut ? [{ combo: everywhere[shortcut].combo, run }] : [])),
  );
}

/** As it is shown: `⌘ K`, `Ctrl K`. */
export function shortcutText(id: ShortcutId): string {
  return keyText(everywhere[id].combo);
}
