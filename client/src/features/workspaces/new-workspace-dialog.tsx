import { nameWorkspaceRequestSchema } from '@scriptorium/shared/api/workspace-requests.ts';
import { type Workspace, workspaceSchema } from '@scriptorium/shared/api/workspaces.ts';
import { type FormEvent, useState } from 'react';
import { request } from '../../lib/api-client.ts';
import { errorsOfAnswer, errorsOfInput, no_errors } from '../../lib/form-errors.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormNote } from '../../ui/form-note.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './workspaces.module.css';

interface NewWorkspaceDialogProps {
  onCreated: (workspace: Workspace) => void;
  onClose: () => void;
}

export function NewWorkspaceDialog({ onCreated, onClose }: NewWorkspaceDialogProps) {
  const [errors, setErrors] = useState(no_errors);
  const [isSending, setSending] = useState(false);

  async function onSubmit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const input = nameWorkspaceRequestSchema.safeParse(Object.fromEntries(new FormData(event.currentTarget)));
    if (!input.success) return setErrors(errorsOfInput(input.error));
    setSending(true);
    try {
      onCreated(await request('/workspaces', workspaceSchema, { method: 'POST', body: input.data }));
    } catch (error) {
      setErrors(errorsOfAnswer(error));
      setSending(false);
    }
  }

  return (
    <Dialog title={t('workspaces.newTitle')} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void onSubmit(event)} noValidate>
        <TextField
          label={t('workspaces.name')}
          name="name"
          autoComplete="off"
          autoFocus
          error={errors.fields.name}
        />
        {errors.general && <FormNote text={errors.general} />}
        <Button type="submit" kind="primary" disabled={isSending} className={styles.submit}>
          {t('workspaces.create')}
        </Button>
      </form>
    </Dialog>
  );
}
