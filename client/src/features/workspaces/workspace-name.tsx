import { nameWorkspaceRequestSchema } from '@scriptorium/shared/api/workspace-requests.ts';
import type { Workspace } from '@scriptorium/shared/api/workspaces.ts';
import { type FormEvent, useState } from 'react';
import { errorsOfAnswer, errorsOfInput, no_errors } from '../../lib/form-errors.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { FormNote } from '../../ui/form-note.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { sendName, useWorkspaceChange } from './queries.ts';
import styles from './workspaces.module.css';

export function WorkspaceName({ workspace, onChanged }: { workspace: Workspace; onChanged: () => void }) {
  const [errors, setErrors] = useState(no_errors);
  const rename = useWorkspaceChange((name: string) => sendName(workspace.id, name), onChanged);

  async function onSubmit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const input = nameWorkspaceRequestSchema.safeParse(Object.fromEntries(new FormData(event.currentTarget)));
    if (!input.success) return setErrors(errorsOfInput(input.error));
    try {
      await rename.mutateAsync(input.data.name);
      setErrors(no_errors);
      showToast(t('workspaces.renamed'));
    } catch (error) {
      setErrors(errorsOfAnswer(error));
    }
  }

  return (
    <form className={styles.inline} onSubmit={(event) => void onSubmit(event)} noValidate>
      <TextField
        label={t('workspaces.name')}
        name="name"
        autoComplete="off"
        defaultValue={workspace.name}
        error={errors.fields.name}
      />
      <Button type="submit" disabled={rename.isPending}>
        {t('workspaces.rename')}
      </Button>
      {errors.general && <FormNote text={errors.general} />}
    </form>
  );
}
