import { type Person, updatePersonRequestSchema } from '@scriptorium/shared/api/auth.ts';
import { type FormEvent, useState } from 'react';
import { errorWords } from '../../lib/error-words.ts';
import { errorsOfAnswer, errorsOfInput, no_errors } from '../../lib/form-errors.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { FormNote } from '../../ui/form-note.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { ColorChoice } from './color-choice.tsx';
import { useUpdatePerson } from './queries.ts';
import styles from './settings-page.module.css';

interface ProfileProps {
  person: Person;
  onChanged: (person: Person) => void;
}

export function Profile({ person, onChanged }: ProfileProps) {
  const update = useUpdatePerson(onChanged);
  const [errors, setErrors] = useState(no_errors);

  async function onSubmit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(event.currentTarget));
    const input = updatePersonRequestSchema.safeParse({ name: values.name });
    if (!input.success) return setErrors(errorsOfInput(input.error));
    try {
      await update.mutateAsync(input.data);
      setErrors(no_errors);
      showToast(t('settings.nameSaved'));
    } catch (error) {
      setErrors(errorsOfAnswer(error));
    }
  }

  const chooseColor = (color: string) =>
    update.mutate(updatePersonRequestSchema.parse({ color }), {
      onError: (error) => showToast(t('settings.notSaved', { reason: errorWords(error) })),
    });
  return (
    <div className={styles.profile}>
      <div className={styles.who}>
        <span aria-hidden="true">
          <Avatar name={person.name} color={person.color} />
        </span>
        <div>
          <p className={styles.email}>{person.email}</p>
          {person.is_owner && <p className={styles.quiet}>{t('settings.owner')}</p>}
        </div>
      </div>
      <form className={styles.inline} onSubmit={(event) => void onSubmit(event)} noValidate>
        <TextField
          label={t('settings.name')}
          name="name"
          autoComplete="name"
          defaultValue={person.name}
          error={errors.fields.name}
        />
        <Button type="submit" disabled={update.isPending}>
          {t('settings.saveName')}
        </Button>
      </form>
      {errors.general && <FormNote text={errors.general} />}
      <ColorChoice chosen={person.color} onChoose={chooseColor} />
    </div>
  );
}
