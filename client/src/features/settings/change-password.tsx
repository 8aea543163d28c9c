import { changePasswordRequestSchema, password_length_min } from '@scriptorium/shared/api/auth.ts';
import { type FormEvent, useState } from 'react';
import { errorsOfAnswer, errorsOfInput, no_errors } from '../../lib/form-errors.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { FormNote, useCountdown } from '../../ui/form-note.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useChangePassword } from './queries.ts';
import styles from './settings-page.module.css';

export function ChangePassword({ email }: { email: string }) {
  const [errors, setErrors] = useState(no_errors);
  const change = useChangePassword();
  const wait = useCountdown(errors);

  async function onSubmit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const values = Object.fromEntries(new FormData(form));
    const input = changePasswordRequestSchema.safeParse({
      ...values,
      end_other_sessions: values.end_other_sessions === 'on',
    });
    if (!input.success) return setErrors(errorsOfInput(input.error));
    try {
      await change.mutateAsync(input.data);
      setErrors(no_errors);
      form.reset();
      showToast(t('settings.passwordChanged'));
    } catch (error) {
      setErrors(errorsOfAnswer(error, { wrong_credentials: 'settings.passwordWrong' }));
    }
  }

  const general =
    wait === null
      ? errors.retryAfter === null && errors.general
      : t('app.errorTooManyRequests', { seconds: wait });
  return (
    <form className={styles.form} onSubmit={(event) => void onSubmit(event)} noValidate>
      {/* Password managers file the new password under this name. */}
      <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        label={t('settings.currentPassword')}
        name="current_password"
        autoComplete="current-password"
        error={errors.fields.current_password}
      />
      <PasswordField
        label={t('settings.newPassword')}
        name="new_password"
        autoComplete="new-password"
        minLength={password_length_min}
        hint={t('app.fieldShort', { count: password_length_min })}
        error={errors.fields.new_password}
      />
      <label className={styles.check}>
        <input type="checkbox" name="end_other_sessions" defaultChecked />
        {t('settings.endOthers')}
      </label>
      {general && <FormNote text={general} />}
      <Button type="submit" disabled={change.isPending || wait !== null} className={styles.submit}>
        {t('settings.changePassword')}
      </Button>
    </form>
  );
}
