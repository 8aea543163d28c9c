import { signInRequestSchema } from '@scriptorium/shared/api/auth.ts';
import { Link } from 'react-router';
import { t } from '../../lib/i18n/i18n.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { PasswordField } from '../../ui/password-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './auth-frame.module.css';
import { AuthFrame } from './auth-frame.tsx';
import { FormEnd } from './form-end.tsx';
import { signIn } from './session.ts';
import { useForm } from './use-form.ts';

export function SignInPage({ mayJoin }: { mayJoin: boolean }) {
  useDocumentTitle(t('auth.signIn'));
  const { errors, isSending, onSubmit } = useForm({ schema: signInRequestSchema, send: signIn });
  const footer = mayJoin ? (
    <>
      {t('auth.newHere')} <Link to="/sign-up">{t('auth.createAccount')}</Link>
    </>
  ) : (
    t('auth.askForInvitation')
  );
  return (
    <AuthFrame title={t('auth.welcomeBack')} lead={t('auth.signInLead')} footer={footer}>
      <form className={styles.form} onSubmit={onSubmit} noValidate>
        <TextField
          label={t('auth.email')}
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          autoFocus
          error={errors.fields.email}
        />
        <PasswordField
          label={t('auth.password')}
          name="password"
          autoComplete="current-password"
          error={errors.fields.password}
        />
        <FormEnd
          errors={errors}
          isSending={isSending}
          action={t('auth.signIn')}
          sending={t('auth.signingIn')}
        />
      </form>
    </AuthFrame>
  );
}
