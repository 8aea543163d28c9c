import type { Person } from '@scriptorium/shared/api/auth.ts';
import type { Note } from '@scriptorium/shared/api/notes.ts';
import type { Workspace } from '@scriptorium/shared/api/workspaces.ts';
import { may } from '@scriptorium/shared/permissions.ts';
import { House, Plus, Search, SquarePen, Trash2 } from 'lucide-react';
import { type ReactNode, Suspense, useEffect, useMemo, useRef } from 'react';
import { NavLink } from 'react-router';
import { FavouriteList } from '../features/notes/favourite-list.tsx';
import { NoteTree } from '../features/notes/note-tree.tsx';
import { favouritesOf } from '../features/notes/queries.ts';
import { TagList } from '../features/notes/tag-list.tsx';
import { allTags } from '../features/notes/tags.ts';
import { useExpanded } from '../features/notes/use-expanded.ts';
import { AccountMenu } from '../features/settings/account-menu.tsx';
import { loadSharingMessages, t } from '../lib/i18n/i18n.ts';
import { shortcutText } from '../lib/shortcuts.ts';
import { IconButton } from '../ui/button.tsx';
import { lazyPart } from '../ui/lazy-part.ts';
import { type Action, runAction } from './actions.tsx';
import styles from './sidebar.module.css';
import { SidebarResizer } from './sidebar-resizer.tsx';
import type { SidebarState } from './use-sidebar.ts';
import { WorkspaceSwitcher } from './workspace-switcher.tsx';

const GuestCorner = lazyPart(async () => {
  const part = import('../features/sharing/guest-corner.tsx');
  const [{ GuestCorner: corner }] = await Promise.all([part, loadSharingMessages()]);
  return corner;
});

interface SidebarProps {
  person: Person;
  /** The one that is shown. */
  workspace: Workspace | undefined;
  workspaces: readonly Workspace[];
  /** Of that workspace. */
  notes: Note[] | undefined;
  /** Of workspaces that the person is not in. */
  shared: Note[];
  /** The note whose page is shown. */
  openId: string | undefined;
  sidebar: SidebarState;
  actions: Action[];
  /** What the person was told, looking like the other lines. */
  bell: (className: string) => ReactNode;
  /** What waits for the server, looking like the other lines. */
  status: (className: string) => ReactNode;
}

export function Sidebar(props: SidebarProps) {
  const { person, workspace, workspaces, sidebar, actions, bell, status } = props;
  const aside = useRef<HTMLElement>(null);
  const { isDrawer, isOpen, closeDrawer } = sidebar;
  const run = (id: string) => () => runAction(actions, id);

  useEffect(() => {
    if (isDrawer && isOpen) aside.current?.querySelector<HTMLElement>('button, a')?.focus();
  }, [isDrawer, isOpen]);

  return (
    <>
      {isDrawer && isOpen && <div className={styles.scrim} onPointerDown={closeDrawer} aria-hidden="true" />}
      <aside
        ref={aside}
        id="sidebar"
        className={`${styles.sidebar} no-print`}
        aria-label={t('app.sidebar')}
        data-drawer={isDrawer || undefined}
        hidden={!isOpen}
        onKeyDown={(event) => isDrawer && event.key === 'Escape' && closeDrawer()}
      >
        {person.is_guest ? (
          <Suspense fallback={null}>
            <GuestCorner />
          </Suspense>
        ) : (
          <WorkspaceSwitcher chosen={workspace} workspaces={workspaces} />
        )}
        <button type="button" className={styles.action} onClick={run('palette')}>
          <Search aria-hidden="true" />
          {t('app.search')}
          <kbd className={styles.keys}>{shortcutText('palette')}</kbd>
        </button>
        {!person.is_guest && bell(styles.action ?? '')}
        <NavLink to="/home" className={styles.action ?? ''}>
          <House aria-hidden="true" />
          {t('app.home')}
        </NavLink>
        <Lists {...props} onNewNote={run('newNote')} />
        <div className={styles.foot}>
          {status(styles.action ?? '')}
          {!person.is_guest && (
            <>
              <NavLink to="/templates" className={styles.action ?? ''}>
                <SquarePen aria-hidden="true" />
                {t('app.templates')}
              </NavLink>
              <NavLink to="/trash" className={styles.action ?? ''}>
                <Trash2 aria-hidden="true" />
                {t('app.trash')}
              </NavLink>
            </>
          )}
          <AccountMenu person={person} onSignOut={run('signOut')} onShortcuts={run('shortcuts')} />
        </div>
        {!isDrawer && <SidebarResizer sidebar={sidebar} />}
      </aside>
    </>
  );
}

interface ListsProps extends Pick<SidebarProps, 'person' | 'workspace' | 'notes' | 'shared' | 'openId'> {
  onNewNote: () => void;
}

function Lists({ person, workspace, notes, shared, openId, onNewNote }: ListsProps) {
  const expanded = useExpanded(person.id);
  const all = useMemo(() => [...(notes ?? []), ...shared], [notes, shared]);
  const favourites = useMemo(() => favouritesOf(all), [all]);
  const tags = useMemo(() => allTags(all), [all]);
  const mayMake =
    !person.is_guest && (workspace === undefined || may(workspace.role, 'workspace:create_note'));
  return (
    <nav className={styles.notes} aria-label={t('app.notes')} data-scroll="">
      {favourites.length > 0 && (
        <List title={t('app.favourites')}>
          <FavouriteList notes={favourites} />
        </List>
      )}
      <List
        title={t('app.notes')}
        tool={
          mayMake && (
            <IconButton
              label={t('app.newNote')}
              hotkey={shortcutText('newNote')}
              className={styles.tool}
              onClick={onNewNote}
            >
              <Plus aria-hidden="true" />
            </IconButton>
          )
        }
      >
        <NoteTree label={t('notes.tree')} notes={notes} openId={openId} expanded={expanded} />
      </List>
      {shared.length > 0 && (
        <List title={t('app.shared')}>
          <NoteTree label={t('app.shared')} notes={shared} openId={openId} expanded={expanded} />
        </List>
      )}
      {tags.length > 0 && (
        <List title={t('app.tags')}>
          <TagList tags={tags} />
        </List>
      )}
    </nav>
  );
}

function List({ title, tool, children }: { title: string; tool?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.list}>
      <header className={styles.listHead}>
        <h2 className={styles.listTitle}>{title}</h2>
        {tool}
      </header>
      {children}
    </section>
  );
}
