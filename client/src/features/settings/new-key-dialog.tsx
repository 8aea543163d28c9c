import { type CreatedKey, createKeyRequestSchema, key_days_default } from '@scriptorium/shared/api/keys.ts';
import type { Workspace } from '@scriptorium/shared/api/workspaces.ts';
import { includesScope, type Scope, scopes } from '@scriptorium/shared/scopes.ts';
import { type FormEvent, useState } from 'react';
import { errorsOfAnswer, errorsOfInput, no_errors } from '../../lib/form-errors.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormNote } from '../../ui/form-note.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useCreateKey } from './key-queries.ts';
import { scopeMeanings, scopeWords } from './scope-words.ts';
import styles from './settings-page.module.css';

const days = [7, 30, key_days_default] as const;

interface NewKeyDialogProps {
  workspaces: readonly Workspace[];
  onMade: (made: CreatedKey) => void;
  onClose: () => void;
}

export function NewKeyDialog({ workspaces, onMade, onClose }: NewKeyDialogProps) {
  const [chosen, setChosen] = useState<readonly Scope[]>(['notes:read']);
  const [errors, setErrors] = useState(no_errors);
  const create = useCreateKey();

  async function onSubmit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const { name, workspace_id, days: chosenDays } = Object.fromEntries(new FormData(event.currentTarget));
    const input = createKeyRequestSchema.safeParse({
      name,
      scopes: chosen,
      workspace_id: workspace_id || null,
      expires_in_days: Number(chosenDays) || null,
    });
    if (!input.success) return setErrors(errorsOfInput(input.error));
    try {
      onMade(await create.mutateAsync(input.data));
    } catch (error) {
      setErrors(errorsOfAnswer(error));
    }
  }

  return (
    <Dialog title={t('settings.keyNewTitle')} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void onSubmit(event)} noValidate>
        <TextField
          label={t('settings.keyName')}
          name="name"
          autoComplete="off"
          autoFocus
          error={errors.fields.name}
        />
        <ScopeChoice chosen={chosen} onChoose={setChosen} isMissing={errors.fields.scopes !== undefined} />
        <SelectField
          label={t('settings.keyWhere')}
          name="workspace_id"
          choices={[
            { value: '', label: t('settings.keyEverywhere') },
            ...workspaces.map(({ id, name }) => ({ value: id, label: t('settings.keyOnlyIn', { name }) })),
          ]}
        />
        <SelectField
          label={t('settings.keyExpiry')}
          name="days"
          defaultValue={`${key_days_default}`}
          choices={[
            ...days.map((count) => ({ value: `${count}`, label: t('settings.keyDays', { count }) })),
            { value: '365', label: t('settings.keyYear') },
            { value: '', label: t('settings.keyNever') },
          ]}
        />
        {errors.general && <FormNote text={errors.general} />}
        <Button type="submit" kind="primary" disabled={create.isPending} className={styles.submit}>
          {t('settings.keyMake')}
        </Button>
      </form>
    </Dialog>
  );
}

interface ScopeChoiceProps {
  chosen: readonly Scope[];
  onChoose: (scopes: readonly Scope[]) => void;
  isMissing: boolean;
}

/** What another choice includes is ticked, and cannot be taken out by itself. */
function ScopeChoice({ chosen, onChoose, isMissing }: ScopeChoiceProps) {
  const toggle = (scope: Scope) =>
    onChoose(chosen.includes(scope) ? chosen.filter((each) => each !== scope) : [...chosen, scope]);
  return (
    <fieldset className={styles.scopes}>
      <legend className={styles.legend}>{t('settings.keyScopes')}</legend>
      {scopes.map((scope) => {
        const isIncluded = includesScope(
          chosen.filter((each) => each !== scope),
          scope,
        );
        return (
          <label key={scope} className={styles.scope}>
            <input
              type="checkbox"
              checked={isIncluded || chosen.includes(scope)}
              disabled={isIncluded}
              onChange={() => toggle(scope)}
            />
            <span>
              {t(scopeWords[scope])}
              <span className={styles.meaning}>{t(scopeMeanings[scope])}</span>
            </span>
          </label>
        );
      })}
      {isMissing && <FormNote text={t('settings.keyScopesNone')} />}
    </fieldset>
  );
}
