import type { Person } from '@scriptorium/shared/api/auth.ts';
import { PanelLeft } from 'lucide-react';
import { Suspense, useEffect, useRef, useState } from 'react';
import { Outlet, useLocation, useMatch } from 'react-router';
import { useNoteIndex } from '../features/notes/account-context.ts';
import { DocumentsContext } from '../features/notes/documents-context.ts';
import { NoteDialogs } from '../features/notes/note-dialogs.tsx';
import { useLivingNotes } from '../features/notes/queries.ts';
import { useFollowedWorkspace, useNotesHere, useWorkspace } from '../features/notes/workspace.ts';
import { QueueStatus } from '../features/queue/queue-status.tsx';
import { loadNotificationMessages, loadSearchMessages, t } from '../lib/i18n/i18n.ts';
import { shortcutText, useShortcuts } from '../lib/shortcuts.ts';
import type { Account } from '../sync/account/account.ts';
import { IconButton } from '../ui/button.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { latePart, lazyPart, preloadParts } from '../ui/lazy-part.ts';
import { useActions } from './actions.tsx';
import { downloadNote } from './download-note.ts';
import styles from './layout.module.css';
import type { LayoutContext } from './layout-context.ts';
import { Sidebar } from './sidebar.tsx';
import { useConnection } from './use-connection.ts';
import { useLeave } from './use-leave.tsx';
import { useSidebar } from './use-sidebar.ts';
import { keepTyping, type WaitingKeys } from './waiting-keys.ts';

const Bell = latePart(async () => {
  const [{ Bell: bell }] = await Promise.all([
    import('../features/notifications/bell.tsx'),
    loadNotificationMessages(),
  ]);
  return bell;
});
const CommandPalette = lazyPart(async () => {
  const [{ CommandPalette: palette }] = await Promise.all([
    import('./command-palette.tsx'),
    loadSearchMessages(),
  ]);
  return palette;
});
const ShortcutsSheet = lazyPart(async () => (await import('./shortcuts-sheet.tsx')).ShortcutsSheet);

export function Layout({ person, account }: { person: Person; account: Account }) {
  const connection = useConnection(person, account);
  const { workspaces, error: notesError } = useNoteIndex();
  const notes = useLivingNotes();
  const workspace = useWorkspace();
  const { here, shared } = useNotesHere(notes);
  const openId = useMatch('/notes/:noteId/*')?.params.noteId;
  useFollowedWorkspace(openId);
  const sidebar = useSidebar();
  const { pathname } = useLocation();
  // The address of the app's shortcut "Search": the page under it is the one to begin with.
  const [overlay, setOverlay] = useState<{ keys: WaitingKeys } | 'shortcuts' | null>(() =>
    pathname === '/search' ? { keys: { take: () => '', cameFrom: null } } : null,
  );
  const main = useRef<HTMLElement>(null);
  const download = (noteId: string) => void downloadNote(connection, noteId);
  const { leave, dialog: leaveDialog } = useLeave(download);
  const actions = useActions({
    isGuest: person.is_guest,
    openPalette: () => setOverlay({ keys: keepTyping() }),
    openShortcuts: () => setOverlay('shortcuts'),
    toggleSidebar: sidebar.toggle,
    leave,
  });

  useEffect(preloadParts, []);
  useShortcuts(actions);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page begins at its top, and the drawer has done its work
  useEffect(() => {
    main.current?.scrollTo(0, 0);
    sidebar.closeDrawer();
  }, [pathname]);

  const context: LayoutContext = { person, connection, workspaces, notes, here, notesError };
  return (
    <DocumentsContext value={connection?.documents ?? null}>
      <div className={styles.layout} data-sidebar={sidebar.isOpen ? 'open' : 'closed'}>
        <a href="#main" className={styles.skip}>
          {t('app.skip')}
        </a>
        <ErrorBoundary title="app.brokenSidebar">
          <Sidebar
            person={person}
            workspace={workspace}
            workspaces={workspaces}
            notes={here}
            shared={shared}
            openId={openId}
            sidebar={sidebar}
            actions={actions}
            bell={(className) => (
              <Suspense fallback={<span className={className} />}>
                <Bell account={account} className={className} />
              </Suspense>
            )}
            status={(className) => (
              <QueueStatus account={account} className={className} onDownload={download} />
            )}
          />
        </ErrorBoundary>
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
            <Suspense fallback={null}>
              <Outlet context={context} />
            </Suspense>
          </ErrorBoundary>
        </main>
        <NoteDialogs />
        {leaveDialog}
        {overlay && (
          <ErrorBoundary title="app.brokenPart" resetKey={String(overlay)}>
            <Suspense fallback={null}>
              {overlay !== 'shortcuts' ? (
                <CommandPalette
                  person={person}
                  actions={actions}
                  keys={overlay.keys}
                  onClose={() => setOverlay(null)}
                />
              ) : (
                <ShortcutsSheet onClose={() => setOverlay(null)} />
              )}
            </Suspense>
          </ErrorBoundary>
        )}
      </div>
    </DocumentsContext>
  );
}
