import type { WorkspaceRole } from '@scriptorium/shared/permissions.ts';
import type { MessageId } from '../../lib/i18n/i18n.ts';

export const roleWords: Record<WorkspaceRole, MessageId> = {
  owner: 'workspaces.owner',
  admin: 'workspaces.admin',
  editor: 'workspaces.editor',
  commenter: 'workspaces.commenter',
  viewer: 'workspaces.viewer',
};

/** What one may do as that. */
export const roleMeanings: Record<WorkspaceRole, MessageId> = {
  owner: 'workspaces.ownerMeans',
  admin: 'workspaces.adminMeans',
  editor: 'workspaces.editorMeans',
  commenter: 'workspaces.commenterMeans',
  viewer: 'workspaces.viewerMeans',
};
