import { password_length_min, type SessionState, signUpRequestSchema } from '@scriptorium/shared/api/auth.ts';
import { Link, useLocation } from 'react-router';
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
  const invited: { invitation?: string; email?: string | null } = useLocation().state ?? {};
  if (signUp === 'invite' && !invited.invitation) return <ByInvitation />;
  if (signUp !== 'first') {
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
        <SignUpForm action={t('auth.create')} {...invited} />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t('auth.ownerTitle')} lead={t('auth.ownerLead')}>
      <SignUpForm action={t('auth.createAndStart')} />
    </AuthFrame>
  );
}

interface SignUpFormProps {
  action: string;
  /** To a workspace, which is joined with the account. */
  invitation?: string;
  email?: string | null;
}

function SignUpForm({ action, invitation, email }: SignUpFormProps) {
  const { errors, isSending, onSubmit } = useForm({
    schema: signUpRequestSchema,
    send: signUp,
    errorWords: { already_exists: 'auth.accountExists', not_found: 'auth.invitationGone' },
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
        defaultValue={email ?? undefined}
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
      {invitation && <input type="hidden" name="invitation" value={invitation} />}
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
