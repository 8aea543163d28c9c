import { password_length_min, type SessionState, signUpRequestSchema } from '@scriptorium/shared/api/auth.ts';
import { Link } from 'react-router';
import { t } from '../../lib/i18n/i18n.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { buttonClass } from '../../ui/button.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './auth-frame.module.css';
import { AuthFrame } from './auth-frame.tsx';
import { FormEnd } from './form-end.tsx';
import { signUp } from './session.ts';
import { useForm } from './use-form.ts';

export function SignUpPage({ signUp }: { signUp: SessionState['sign_up'] }) {
  useDocumentTitle(t('auth.createAccount'));
  if (signUp === 'invite') return <ByInvitation />;
  if (signUp === 'open') {
    return (
      <AuthFrame
        title={t('auth.createAccount')}
        lead={t('auth.createLead')}
        footer={
          <>
            {t('auth.alreadyHere')} <Link to="/sign-in">{t('auth.signIn')}</Link>
          </>
        }
      >
        <SignUpForm action={t('auth.create')} />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t('auth.ownerTitle')} lead={t('auth.ownerLead')}>
      <SignUpForm action={t('auth.createAndStart')} />
    </AuthFrame>
  );
}

function SignUpForm({ action }: { action: string }) {
  const { errors, isSending, onSubmit } = useForm({
    schema: signUpRequestSchema,
    send: signUp,
    errorWords: { already_exists: 'auth.accountExists' },
  });
  return (
    <form className={styles.form} onSubmit={onSubmit} noValidate>
      <TextField
        label={t('auth.name')}
        name="name"
        autoComplete="name"
        autoFocus
        error={errors.fields.name}
      />
      <TextField
        label={t('auth.email')}
        name="email"
        type="email"
        autoComplete="username"
        inputMode="email"
        error={errors.fields.email}
      />
      <PasswordField
        label={t('auth.password')}
        name="password"
        autoComplete="new-password"
        minLength={password_length_min}
        error={errors.fields.password}
        hint={t('auth.passwordHint', { count: password_length_min })}
      />
      <FormEnd errors={errors} isSending={isSending} action={action} sending={t('auth.creating')} />
    </form>
  );
}

function ByInvitation() {
  return (
    <AuthFrame title={t('auth.invitationTitle')} lead={t('auth.invitationLead')}>
      <Link to="/sign-in" className={buttonClass('quiet')}>
        {t('auth.backToSignIn')}
      </Link>
    </AuthFrame>
  );
}
