import type { Person } from '@scriptorium/shared/api/auth.ts';
import type { Note, Workspace } from '@scriptorium/shared/api/notes.ts';
import { SquarePen, Trash2 } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { NavLink, useMatch } from 'react-router';
import { useSignOut } from '../features/auth/session.ts';
import { NoteList } from '../features/notes/note-list.tsx';
import { AccountMenu } from '../features/settings/account-menu.tsx';
import { errorWords } from '../lib/error-words.ts';
import { t } from '../lib/i18n/i18n.ts';
import { shortcutText } from '../lib/shortcuts.ts';
import { showToast } from '../ui/toast.tsx';
import styles from './sidebar.module.css';
import { type SidebarState, sidebar_width } from './use-sidebar.ts';

interface SidebarProps {
  person: Person;
  workspace: Workspace | undefined;
  notes: Note[] | undefined;
  sidebar: SidebarState;
  onNewNote: () => void;
  onShortcuts: () => void;
}

export function Sidebar({ person, workspace, notes, sidebar, onNewNote, onShortcuts }: SidebarProps) {
  const activeId = useMatch('/notes/:noteId')?.params.noteId;
  const signOut = useSignOut();
  const aside = useRef<HTMLElement>(null);
  const { isDrawer, isOpen, closeDrawer } = sidebar;

  useEffect(() => {
    if (isDrawer && isOpen) aside.current?.querySelector<HTMLElement>('button, a')?.focus();
  }, [isDrawer, isOpen]);

  const onSignOut = () =>
    signOut.mutate(undefined, {
      onError: (error) => showToast(t('app.stillSignedIn', { reason: errorWords(error) })),
    });
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
        <p className={styles.workspace}>{workspace?.name ?? ' '}</p>
        <button
          type="button"
          className={styles.action}
          data-tooltip={t('app.newNote')}
          data-hotkey={shortcutText('newNote')}
          onClick={onNewNote}
        >
          <SquarePen aria-hidden="true" />
          {t('app.newNote')}
        </button>
        <nav className={styles.notes} aria-label={t('app.notes')}>
          <NoteList notes={notes} activeId={activeId} />
        </nav>
        <div className={styles.foot}>
          <NavLink to="/trash" className={styles.action ?? ''}>
            <Trash2 aria-hidden="true" />
            {t('app.trash')}
          </NavLink>
          <AccountMenu person={person} onSignOut={onSignOut} onShortcuts={onShortcuts} />
        </div>
        {!isDrawer && <Resizer sidebar={sidebar} />}
      </aside>
    </>
  );
}

function Resizer({ sidebar: { width, resize } }: { sidebar: SidebarState }) {
  function drag(event: PointerEvent<HTMLDivElement>): void {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) resize(event.clientX);
  }
  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowLeft: -10, ArrowRight: 10 }[event.key];
    if (!step) return;
    event.preventDefault();
    resize(width + step);
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be dragged or focused
    <div
      className={styles.resizer}
      role="separator"
      aria-label={t('app.sidebarWidth')}
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={sidebar_width.min}
      aria-valuemax={sidebar_width.max}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => resize(sidebar_width.usual)}
      onKeyDown={onKeyDown}
    />
  );
}
