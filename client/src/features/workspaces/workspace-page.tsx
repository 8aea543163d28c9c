import type { Person } from '@scriptorium/shared/api/auth.ts';
import type { Workspace } from '@scriptorium/shared/api/workspaces.ts';
import { may } from '@scriptorium/shared/permissions.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Queries } from '../../lib/queries.tsx';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Message } from '../../ui/message.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { AuditTrail } from './audit-trail.tsx';
import { Invitations } from './invitations.tsx';
import { Members } from './members.tsx';
import { WorkspaceFate } from './workspace-fate.tsx';
import { WorkspaceName } from './workspace-name.tsx';
import styles from './workspaces.module.css';

interface WorkspacePageProps {
  person: Person;
  /** Undefined: the person is not in it. */
  workspace: Workspace | undefined;
  /** What the person is in, and as what, has changed. */
  onChanged: () => void;
  /** It is not there for the person any more. */
  onGone: () => void;
}

/** Who is in a workspace, and what is to become of it. */
export function WorkspacePage({ person, workspace, onChanged, onGone }: WorkspacePageProps) {
  useDocumentTitle(workspace?.name ?? t('workspaces.gone'));
  if (!workspace) {
    return (
      <Message title={t('workspaces.gone')}>
        <p>{t('workspaces.goneText')}</p>
      </Message>
    );
  }
  const { role, is_personal } = workspace;
  const parts = { person, workspace, onChanged };
  return (
    <Queries key={workspace.id}>
      <Page title={workspace.name}>
        <Section title={t('workspaces.members')}>
          <Members {...parts} />
          {is_personal && <p className={styles.quiet}>{t('workspaces.ownOnly')}</p>}
        </Section>
        {may(role, 'workspace:invite') && !is_personal && (
          <Section title={t('workspaces.invite')} lead={t('workspaces.inviteLead')}>
            <Invitations workspace={workspace} />
          </Section>
        )}
        {may(role, 'workspace:rename') && (
          <Section title={t('workspaces.name')}>
            <WorkspaceName {...parts} />
          </Section>
        )}
        {may(role, 'audit:read') && (
          <Section title={t('workspaces.audit')} lead={t('workspaces.auditLead')}>
            <AuditTrail workspaceId={workspace.id} />
          </Section>
        )}
        {!is_personal && (
          <Section title={t(role === 'owner' ? 'workspaces.fate' : 'workspaces.leave')}>
            <WorkspaceFate {...parts} onGone={onGone} />
          </Section>
        )}
      </Page>
    </Queries>
  );
}
