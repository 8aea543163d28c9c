import { type AddedMember, addMemberRequestSchema } from '@scriptorium/shared/api/notes.ts';
import type { NoteRole } from '@scriptorium/shared/permissions.ts';
import { type FormEvent, useState } from 'react';
import { errorsOfInput } from '../../lib/form-errors.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { CheckField } from './check-field.tsx';
import { sendShare, useShareChange } from './queries.ts';
import styles from './sharing.module.css';
import { roleChoices } from './words.ts';

/** By e-mail, whether they have an account or not. */
export function AddPeople({ noteId }: { noteId: string }) {
  const [role, setRole] = useState<NoteRole>('editor');
  const [withBelow, setWithBelow] = useState(false);
  const [fault, setFault] = useState<string | undefined>();
  const [done, setDone] = useState<{ email: string; answer: AddedMember } | null>(null);
  const share = useShareChange(async (body: Parameters<typeof sendShare>[1]) => {
    const answer = await sendShare(noteId, body);
    setDone({ email: body.email, answer });
  });

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = event.currentTarget;
    const email = new FormData(form).get('email');
    const input = addMemberRequestSchema.safeParse({ email, role, with_below: withBelow });
    setFault(input.success ? undefined : errorsOfInput(input.error).fields.email);
    if (!input.success) return;
    setDone(null);
    share.mutateAsync(input.data).then(
      () => form.reset(),
      // It is said in a toast.
      () => undefined,
    );
  }

  return (
    <section>
      <form className={styles.add} onSubmit={onSubmit} noValidate>
        <TextField label={t('sharing.email')} name="email" type="email" autoComplete="off" error={fault} />
        <SelectField
          label={t('sharing.role')}
          choices={roleChoices()}
          value={role}
          onChoose={(to) => setRole(to as NoteRole)}
        />
        <Button type="submit" kind="primary" disabled={share.isPending}>
          {t('sharing.share')}
        </Button>
        <CheckField label={t('sharing.below')} isChecked={withBelow} onChange={setWithBelow} />
      </form>
      <div role="status" className={styles.done}>
        {done && <Done {...done} />}
      </div>
    </section>
  );
}

function Done({ email, answer }: { email: string; answer: AddedMember }) {
  if (answer.status === 'added') return <p>{t('sharing.added', { name: answer.name })}</p>;
  if (answer.is_sent) return <p>{t('sharing.invitedSent', { email })}</p>;
  return (
    <>
      <p>{t('sharing.invitedLink', { email })}</p>
      <div className={styles.copied}>
        <TextField
          label={t('sharing.invitation')}
          value={answer.url}
          readOnly
          onFocus={(event) => event.target.select()}
        />
        <Button onClick={() => void copyText(answer.url, t('sharing.copied'))}>{t('sharing.copy')}</Button>
      </div>
    </>
  );
}
