import type { Person } from '@scriptorium/shared/api/auth.ts';
import type { Workspace } from '@scriptorium/shared/api/workspaces.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { errorWords } from '../../lib/error-words.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { membersQuery, sendDeletion, sendRemoval, sendTransfer, useWorkspaceChange } from './queries.ts';
import { SureDialog } from './sure-dialog.tsx';
import styles from './workspaces.module.css';

interface WorkspaceFateProps {
  person: Person;
  workspace: Workspace;
  onChanged: () => void;
  onGone: () => void;
}

/** Leaving; and for the owner, who cannot leave it alone, handing it over and deleting it. */
export function WorkspaceFate(props: WorkspaceFateProps) {
  if (props.workspace.role !== 'owner') return <Leave {...props} />;
  return (
    <div className={styles.form}>
      <p className={styles.quiet}>{t('workspaces.ownerStays')}</p>
      <HandOver {...props} />
      <Delete {...props} />
    </div>
  );
}

function Leave({ person, workspace: { id, name }, onGone }: WorkspaceFateProps) {
  const [isAsking, setAsking] = useState(false);
  const leave = useWorkspaceChange(() => sendRemoval(id, person.id));
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('workspaces.leaveGo')}</Button>
      {isAsking && (
        <SureDialog
          title={t('workspaces.leaveTitle', { name })}
          action={t('workspaces.leaveGo')}
          isDisabled={leave.isPending}
          onClose={() => setAsking(false)}
          onSure={() =>
            leave.mutateAsync(undefined).then(() => {
              showToast(t('workspaces.left', { name }));
              onGone();
            }, failed)
          }
        >
          <p>{t('workspaces.leaveText')}</p>
        </SureDialog>
      )}
    </>
  );
}

function HandOver({ person, workspace: { id, name }, onChanged }: WorkspaceFateProps) {
  const { data: members = [] } = useQuery(membersQuery(id));
  const others = members.filter(({ person_id }) => person_id !== person.id);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const next = others.find(({ person_id }) => person_id === chosenId) ?? others[0];
  const transfer = useWorkspaceChange((to: string) => sendTransfer(id, to), onChanged);
  if (!next) return null;
  return (
    <>
      <div className={styles.inline}>
        <SelectField
          label={t('workspaces.transfer')}
          choices={others.map((each) => ({ value: each.person_id, label: each.name }))}
          value={next.person_id}
          onChoose={setChosenId}
        />
        <Button onClick={() => setAsking(true)}>{t('workspaces.transferGo')}</Button>
      </div>
      {isAsking && (
        <SureDialog
          title={t('workspaces.transferTitle', { name })}
          action={t('workspaces.transferGo').replace(/\s*…$/, '')}
          isDisabled={transfer.isPending}
          onClose={() => setAsking(false)}
          onSure={() => {
            setAsking(false);
            // News of the new role may take this away before the answer is here: it is told all the same.
            transfer
              .mutateAsync(next.person_id)
              .then(() => showToast(t('workspaces.transferred', { person: next.name })), failed);
          }}
        >
          <p>{t('workspaces.transferText', { person: next.name })}</p>
        </SureDialog>
      )}
    </>
  );
}

function Delete({ workspace: { id, name }, onGone }: WorkspaceFateProps) {
  const [isAsking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const remove = useWorkspaceChange(() => sendDeletion(id, name));
  return (
    <>
      <Button className={styles.submit} onClick={() => setAsking(true)}>
        {t('workspaces.delete')}
      </Button>
      {isAsking && (
        <SureDialog
          title={t('workspaces.deleteTitle', { name })}
          action={t('workspaces.deleteGo')}
          isDisabled={typed.trim() !== name || remove.isPending}
          onClose={() => setAsking(false)}
          onSure={() => {
            setAsking(false);
            remove.mutateAsync(undefined).then(
              () => {
                showToast(t('workspaces.deleted', { name }));
                onGone();
              },
              (error: unknown) =>
                showToast(
                  t('workspaces.notDone', {
                    reason: errorWords(error, { conflict: 'workspaces.deleteNotEmpty' }),
                  }),
                ),
            );
          }}
        >
          <p>{t('workspaces.deleteText')}</p>
          <TextField
            label={t('workspaces.deleteName', { name })}
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
        </SureDialog>
      )}
    </>
  );
}

function failed(error: unknown): void {
  showToast(t('workspaces.notDone', { reason: errorWords(error) }));
}
