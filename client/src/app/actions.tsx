/**
 * What can be done from anywhere, once: the palette lists it, its shortcuts are registered from here, and buttons call
 * the same.
 */
import {
  Activity as Pulse,
  House,
  Keyboard,
  LogOut,
  PanelLeft,
  Search,
  Settings,
  SquarePen,
  SunMoon,
  TextSearch,
  Trash2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useMatch, useNavigate } from 'react-router';
import { useNoteActions } from '../features/notes/use-note-actions.ts';
import type { MessageId } from '../lib/i18n/i18n.ts';
import type { ShortcutId } from '../lib/shortcuts.ts';
import { toggleTheme } from '../lib/theme.ts';

export interface Action {
  id: string;
  words: MessageId;
  icon: ReactNode;
  shortcut?: ShortcutId;
  run: () => void;
}

/** What a guest has none of. */
const of_accounts = ['newNote', 'templates', 'trash'];

interface Frame {
  isGuest: boolean;
  openPalette: () => void;
  openShortcuts: () => void;
  toggleSidebar: () => void;
  leave: () => void;
}

export function useActions({ isGuest, openPalette, openShortcuts, toggleSidebar, leave }: Frame): Action[] {
  const navigate = useNavigate();
  const { newNote } = useNoteActions();
  const noteId = useMatch('/notes/:noteId')?.params.noteId;
  const go = (to: string) => () => void navigate(to);
  const actions: Action[] = [
    {
      id: 'newNote',
      words: 'app.newNote',
      icon: <SquarePen />,
      shortcut: 'newNote',
      run: () => void newNote(),
    },
    { id: 'palette', words: 'app.search', icon: <Search />, shortcut: 'palette', run: openPalette },
    {
      id: 'findInNotes',
      words: 'app.keyFindInNotes',
      icon: <TextSearch />,
      shortcut: 'findInNotes',
      run: go(noteId ? `/find?near=${noteId}` : '/find'),
    },
    { id: 'home', words: 'app.home', icon: <House />, run: go('/home') },
    { id: 'templates', words: 'app.templates', icon: <SquarePen />, run: go('/templates') },
    { id: 'activity', words: 'app.activity', icon: <Pulse />, run: go('/activity') },
    { id: 'trash', words: 'app.trash', icon: <Trash2 />, run: go('/trash') },
    { id: 'settings', words: 'app.settings', icon: <Settings />, run: go('/settings') },
    { id: 'theme', words: 'app.keyTheme', icon: <SunMoon />, shortcut: 'theme', run: toggleTheme },
    { id: 'sidebar', words: 'app.keySidebar', icon: <PanelLeft />, shortcut: 'sidebar', run: toggleSidebar },
    {
      id: 'shortcuts',
      words: 'app.shortcutsTitle',
      icon: <Keyboard />,
      shortcut: 'shortcuts',
      run: openShortcuts,
    },
    { id: 'signOut', words: 'app.signOut', icon: <LogOut />, run: leave },
  ];
  return isGuest ? actions.filter(({ id }) => !of_accounts.includes(id)) : actions;
}

export function runAction(actions: Action[], id: string): void {
  actions.find((action) => action.id === id)?.run();
}
