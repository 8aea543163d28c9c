import { useEffect } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useAccount, useNoteIndex } from '../features/notes/account-context.ts';
import { WorkspacePage } from '../features/workspaces/workspace-page.tsx';
import { chooseWorkspace } from '../lib/chosen-workspace.ts';
import { useLayout } from './layout-context.ts';

export function WorkspaceRoute() {
  const { workspaceId } = useParams();
  const navigate = useNavigate();
  const account = useAccount();
  const { isLoaded } = useNoteIndex();
  const { person, workspaces } = useLayout();
  const workspace = workspaces.find(({ id }) => id === workspaceId);
  const isMine = workspace !== undefined;
  useEffect(() => {
    if (workspaceId && isMine) chooseWorkspace(workspaceId);
  }, [workspaceId, isMine]);
  if (!workspace && !isLoaded) return null;
  return (
    <WorkspacePage
      person={person}
      workspace={workspace}
      onChanged={() => void account.refresh()}
      onGone={() => {
        void account.refresh();
        void navigate('/home');
      }}
    />
  );
}
