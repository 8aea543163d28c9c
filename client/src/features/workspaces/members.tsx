import type { Person } from '@scriptorium/shared/api/auth.ts';
import type { GivenRole, WorkspaceMember } from '@scriptorium/shared/api/members.ts';
import type { Workspace } from '@scriptorium/shared/api/workspaces.ts';
import { isBelow, may, workspaceRoles } from '@scriptorium/shared/permissions.ts';
import { presenceColor } from '@scriptorium/shared/protocol/awareness.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { errorWords } from '../../lib/error-words.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { FormNote } from '../../ui/form-note.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast.tsx';
import { membersQuery, sendRemoval, sendRole, useWorkspaceChange } from './queries.ts';
import { roleWords } from './role-words.ts';
import { SureDialog } from './sure-dialog.tsx';
import styles from './workspaces.module.css';

interface MembersProps {
  person: Person;
  workspace: Workspace;
}

export function Members({ person, workspace }: MembersProps) {
  const { data: members, error } = useQuery(membersQuery(workspace.id));
  if (!members) {
    if (error) return <FormNote text={errorWords(error)} />;
    return <Skeleton label={t('workspaces.membersLoading')} widths={[55, 40]} />;
  }
  return (
    <ul className={styles.list}>
      {members.map((member) => (
        <MemberRow
          key={member.person_id}
          member={member}
          isMe={member.person_id === person.id}
          workspace={workspace}
        />
      ))}
    </ul>
  );
}

interface MemberRowProps {
  member: WorkspaceMember;
  isMe: boolean;
  workspace: Workspace;
}

function MemberRow({ member, isMe, workspace }: MemberRowProps) {
  const { person_id, name, email, role } = member;
  const [isAsking, setAsking] = useState(false);
  const failed = (error: unknown) => showToast(t('workspaces.notDone', { reason: errorWords(error) }));
  const changeRole = useWorkspaceChange((to: GivenRole) => sendRole(workspace.id, person_id, to));
  const remove = useWorkspaceChange(() => sendRemoval(workspace.id, person_id));
  const mayManage = may(workspace.role, 'workspace:manage_members') && isBelow(role, workspace.role);
  const given = workspaceRoles.filter((each) => isBelow(each, workspace.role));
  return (
    <li className={styles.row}>
      <span aria-hidden="true">
        <Avatar name={name} color={presenceColor(person_id)} isSmall />
      </span>
      <div className={styles.who}>
        <p className={styles.name}>{isMe ? `${name} (${t('workspaces.you')})` : name}</p>
        {email && <p className={styles.quiet}>{email}</p>}
      </div>
      {mayManage ? (
        <div className={styles.tools}>
          <SelectField
            label={t('workspaces.roleOf', { name })}
            isLabelHidden
            choices={given.map((each) => ({ value: each, label: t(roleWords[each]) }))}
            value={changeRole.isPending ? changeRole.variables : role}
            onChoose={(to) => changeRole.mutate(to as GivenRole, { onError: failed })}
          />
          <Button
            kind="plain"
            aria-label={t('workspaces.removeNamed', { name })}
            onClick={() => setAsking(true)}
          >
            {t('workspaces.remove')}
          </Button>
        </div>
      ) : (
        <p className={styles.quiet}>{t(roleWords[role])}</p>
      )}
      {isAsking && (
        <SureDialog
          title={t('workspaces.removeTitle', { name })}
          action={t('workspaces.remove')}
          onClose={() => setAsking(false)}
          onSure={() => {
            setAsking(false);
            remove.mutate(undefined, {
              onSuccess: () => showToast(t('workspaces.removed', { name })),
              onError: failed,
            });
          }}
        >
          <p>{t('workspaces.removeText', { name })}</p>
        </SureDialog>
      )}
    </li>
  );
}
