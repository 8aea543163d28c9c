import {
  type CreatedInvitation,
  createInvitationRequestSchema,
  type Invitation,
} from '@scriptorium/shared/api/invitations.ts';
import type { GivenRole } from '@scriptorium/shared/api/members.ts';
import type { Workspace } from '@scriptorium/shared/api/workspaces.ts';
import { isBelow, workspaceRoles } from '@scriptorium/shared/permissions.ts';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { errorWords } from '../../lib/error-words.ts';
import { errorsOfAnswer, errorsOfInput, no_errors } from '../../lib/form-errors.ts';
import { currentLanguage, t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { FormNote } from '../../ui/form-note.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { invitationsQuery, sendInvitation, sendRevocation, useWorkspaceChange } from './queries.ts';
import { roleMeanings, roleWords } from './role-words.ts';
import styles from './workspaces.module.css';

const days = [1, 7, 30];

export function Invitations({ workspace }: { workspace: Workspace }) {
  const { data: invitations, error } = useQuery(invitationsQuery(workspace.id));
  return (
    <>
      <InviteForm workspace={workspace} />
      {error && <FormNote text={errorWords(error)} />}
      {invitations && invitations.length > 0 && (
        <>
          <h3 className={styles.subtitle}>{t('workspaces.inviteOpen')}</h3>
          <ul className={styles.list}>
            {invitations.map((each) => (
              <InvitationRow key={each.id} invitation={each} workspaceId={workspace.id} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function InviteForm({ workspace }: { workspace: Workspace }) {
  const [role, setRole] = useState<GivenRole>('editor');
  const [errors, setErrors] = useState(no_errors);
  const [made, setMade] = useState<CreatedInvitation | null>(null);
  const invite = useWorkspaceChange(async (body: Parameters<typeof sendInvitation>[1]) =>
    setMade(await sendInvitation(workspace.id, body)),
  );
  const given = workspaceRoles.filter((each) => isBelow(each, workspace.role));

  async function onSubmit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const { email, days: expires_in_days } = Object.fromEntries(new FormData(form));
    const input = createInvitationRequestSchema.safeParse({
      role,
      expires_in_days: Number(expires_in_days),
      ...(email ? { email } : {}),
    });
    if (!input.success) return setErrors(errorsOfInput(input.error));
    setMade(null);
    try {
      await invite.mutateAsync(input.data);
      setErrors(no_errors);
      form.reset();
    } catch (error) {
      setErrors(errorsOfAnswer(error));
    }
  }

  return (
    <>
      <form className={styles.form} onSubmit={(event) => void onSubmit(event)} noValidate>
        <SelectField
          label={t('workspaces.role')}
          choices={given.map((each) => ({ value: each, label: t(roleWords[each]) }))}
          value={role}
          onChoose={(to) => setRole(to as GivenRole)}
        />
        <p className={styles.quiet}>{t(roleMeanings[role])}</p>
        <TextField
          label={t('workspaces.inviteEmail')}
          name="email"
          type="email"
          autoComplete="off"
          error={errors.fields.email}
        />
        <SelectField
          label={t('workspaces.inviteDays')}
          name="days"
          choices={days.map((count) => ({ value: `${count}`, label: t('workspaces.days', { count }) }))}
          defaultValue="7"
        />
        {errors.general && <FormNote text={errors.general} />}
        <Button type="submit" kind="primary" disabled={invite.isPending} className={styles.submit}>
          {t('workspaces.inviteMake')}
        </Button>
      </form>
      <div role="status">{made && <Made made={made} />}</div>
    </>
  );
}

function Made({ made: { invitation, url } }: { made: CreatedInvitation }) {
  if (url === null) return <p>{t('workspaces.inviteSent', { email: invitation.email ?? '' })}</p>;
  return (
    <div className={styles.link}>
      <TextField
        label={t('workspaces.inviteLink')}
        value={url}
        readOnly
        hint={t('workspaces.inviteOnce')}
        onFocus={(event) => event.target.select()}
      />
      <Button onClick={() => void copyText(url, t('workspaces.linkCopied'))}>
        {t('workspaces.copyLink')}
      </Button>
    </div>
  );
}

function InvitationRow({ invitation, workspaceId }: { invitation: Invitation; workspaceId: string }) {
  const { id, role, email, expires_at, uses, uses_max } = invitation;
  const revoke = useWorkspaceChange(() => sendRevocation(workspaceId, id));
  const what = email ?? t('workspaces.inviteByLink');
  const date = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium' }).format(
    new Date(expires_at),
  );
  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <p className={styles.name}>{what}</p>
        <p className={styles.quiet}>
          {t('workspaces.inviteFacts', { role: t(roleWords[role]), date, uses, max: uses_max })}
        </p>
      </div>
      <Button
        kind="plain"
        disabled={revoke.isPending}
        aria-label={t('workspaces.revokeNamed', { what })}
        onClick={() =>
          revoke.mutate(undefined, {
            onError: (error) => showToast(t('workspaces.notDone', { reason: errorWords(error) })),
          })
        }
      >
        {t('workspaces.revoke')}
      </Button>
    </li>
  );
}
