import type { Workspace } from '@scriptorium/shared/api/workspaces.ts';
import { ChevronsUpDown } from 'lucide-react';
import { Suspense, useRef, useState } from 'react';
import { loadWorkspaceMessages, t } from '../lib/i18n/i18n.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import styles from './sidebar.module.css';

const WorkspaceMenu = lazyPart(async () => {
  const part = import('./workspace-menu.tsx');
  const [{ WorkspaceMenu: menu }] = await Promise.all([part, loadWorkspaceMessages()]);
  return menu;
});

interface WorkspaceSwitcherProps {
  /** Undefined: it is not known yet. */
  chosen: Workspace | undefined;
  workspaces: readonly Workspace[];
}

export function WorkspaceSwitcher({ chosen, workspaces }: WorkspaceSwitcherProps) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState<{ isByKeyboard: boolean } | null>(null);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={styles.workspace}
        aria-haspopup="menu"
        aria-expanded={opened !== null}
        disabled={!chosen}
        onClick={({ detail }) => setOpened(opened ? null : { isByKeyboard: detail === 0 })}
      >
        <span className={styles.workspaceName}>{chosen?.name}</span>
        <span className="visually-hidden">{t('app.workspaces')}</span>
        <ChevronsUpDown aria-hidden="true" />
      </button>
      {opened && chosen && (
        <Suspense fallback={null}>
          <WorkspaceMenu
            {...opened}
            chosen={chosen}
            workspaces={workspaces}
            anchor={anchor}
            onClose={() => setOpened(null)}
          />
        </Suspense>
      )}
    </>
  );
}
