import type { Workspace } from '@scriptorium/shared/api/workspaces.ts';
import { Plus, Settings, Users } from 'lucide-react';
import { type RefObject, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useAccount } from '../features/notes/account-context.ts';
import { NewWorkspaceDialog } from '../features/workspaces/new-workspace-dialog.tsx';
import { roleWords } from '../features/workspaces/role-words.ts';
import { chooseWorkspace } from '../lib/chosen-workspace.ts';
import { t } from '../lib/i18n/i18n.ts';
import { MenuPopup } from '../ui/menu-popup.tsx';
import { showToast } from '../ui/toast.tsx';

interface WorkspaceMenuProps {
  chosen: Workspace;
  workspaces: readonly Workspace[];
  anchor: RefObject<HTMLButtonElement | null>;
  isByKeyboard: boolean;
  onClose: () => void;
}

/** Which workspace is shown, and what one can do with it. Choosing needs no network. */
export function WorkspaceMenu({ chosen, workspaces, anchor, isByKeyboard, onClose }: WorkspaceMenuProps) {
  const navigate = useNavigate();
  const account = useAccount();
  const [isNaming, setNaming] = useState(false);
  // An item runs before its menu closes.
  const goesOn = useRef(false);

  function choose({ id }: Workspace): void {
    chooseWorkspace(id);
    void navigate('/home');
  }
  async function onCreated(made: Workspace): Promise<void> {
    onClose();
    await account.refresh();
    choose(made);
    showToast(t('workspaces.created', { name: made.name }));
  }

  if (isNaming) return <NewWorkspaceDialog onCreated={(made) => void onCreated(made)} onClose={onClose} />;
  return (
    <MenuPopup
      label={t('app.workspaces')}
      side="bottom"
      align="start"
      anchor={anchor}
      isByKeyboard={isByKeyboard}
      onClose={() => !goesOn.current && onClose()}
      groups={[
        {
          items: workspaces.map((each) => ({
            kind: 'choice' as const,
            id: each.id,
            label: each.name,
            detail: t(roleWords[each.role]),
            isChosen: each.id === chosen.id,
            run: () => choose(each),
          })),
        },
        {
          items: [
            {
              label: t('workspaces.new'),
              icon: <Plus aria-hidden="true" />,
              run: () => {
                goesOn.current = true;
                setNaming(true);
              },
            },
            {
              label: t('workspaces.membersOf'),
              icon: <Users aria-hidden="true" />,
              run: () => void navigate(`/workspaces/${chosen.id}`),
            },
            {
              label: t('workspaces.settings'),
              icon: <Settings aria-hidden="true" />,
              run: () => void navigate('/settings'),
            },
          ],
        },
      ]}
    />
  );
}
