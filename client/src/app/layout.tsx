import type { Person } from '@scriptorium/shared/api/auth.ts';
import { PanelLeft } from 'lucide-react';
import { Suspense, useEffect, useRef, useState } from 'react';
import { Outlet, useLocation } from 'react-router';
import { useNoteIndex } from '../features/notes/account-context.ts';
import { useLivingNotes } from '../features/notes/queries.ts';
import { useNoteActions } from '../features/notes/use-note-actions.ts';
import { t } from '../lib/i18n/i18n.ts';
import { shortcutText, useShortcut } from '../lib/shortcuts.ts';
import { toggleTheme } from '../lib/theme.ts';
import type { Account } from '../sync/account/account.ts';
import { IconButton } from '../ui/button.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { lazyPart, preloadParts } from '../ui/lazy-part.ts';
import styles from './layout.module.css';
import type { LayoutContext } from './layout-context.ts';
import { Sidebar } from './sidebar.tsx';
import { useConnection } from './use-connection.ts';
import { useSidebar } from './use-sidebar.ts';

const ShortcutsSheet = lazyPart(async () => (await import('./shortcuts-sheet.tsx')).ShortcutsSheet);

export function Layout({ person, account }: { person: Person; account: Account }) {
  const connection = useConnection(person, account);
  const { workspaces, error: notesError } = useNoteIndex();
  const notes = useLivingNotes();
  const { newNote } = useNoteActions();
  const sidebar = useSidebar();
  const [hasSheet, setSheet] = useState(false);
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const workspace = workspaces[0];

  useEffect(preloadParts, []);
  useShortcut('sidebar', sidebar.toggle);
  useShortcut('newNote', () => void newNote());
  useShortcut('theme', toggleTheme);
  useShortcut('shortcuts', () => setSheet(true));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page begins at its top, and the drawer has done its work
  useEffect(() => {
    main.current?.scrollTo(0, 0);
    sidebar.closeDrawer();
  }, [pathname]);

  const context: LayoutContext = { person, connection, workspaces, notes, notesError };
  return (
    <div className={styles.layout} data-sidebar={sidebar.isOpen ? 'open' : 'closed'}>
      <a href="#main" className={styles.skip}>
        {t('app.skip')}
      </a>
      <Sidebar
        person={person}
        workspace={workspace}
        notes={notes}
        sidebar={sidebar}
        onNewNote={() => void newNote()}
        onShortcuts={() => setSheet(true)}
      />
      <IconButton
        label={t(sidebar.isOpen ? 'app.closeSidebar' : 'app.openSidebar')}
        hotkey={shortcutText('sidebar')}
        className={`${styles.toggle} no-print`}
        aria-expanded={sidebar.isOpen}
        aria-controls="sidebar"
        onClick={sidebar.toggle}
      >
        <PanelLeft aria-hidden="true" />
      </IconButton>
      <main
        ref={main}
        id="main"
        className={styles.main}
        tabIndex={-1}
        inert={sidebar.isDrawer && sidebar.isOpen}
      >
        <ErrorBoundary title="app.brokenPage" resetKey={pathname}>
          <Outlet context={context} />
        </ErrorBoundary>
      </main>
      {hasSheet && (
        <Suspense fallback={null}>
          <ShortcutsSheet onClose={() => setSheet(false)} />
        </Suspense>
      )}
    </div>
  );
}
