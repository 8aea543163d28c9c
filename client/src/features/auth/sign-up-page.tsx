import { password_length_min, type SessionState, signUpRequestSchema } from '@scriptorium/shared/api/auth.ts';
import { Link } from 'react-router';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { buttonClass } from '../../ui/button.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './auth-frame.module.css';
import { AuthFrame } from './auth-frame.tsx';
import { FormEnd } from './form-end.tsx';
import { useSignUp } from './session.ts';
import { useForm } from './use-form.ts';

export function SignUpPage({ signUp }: { signUp: SessionState['sign_up'] }) {
  useDocumentTitle('Create an account');
  if (signUp === 'invite') return <ByInvitation />;
  if (signUp === 'open') {
    return (
      <AuthFrame
        title="Create an account"
        lead="Your notes, on this installation of Scriptorium."
        footer={
          <>
            Already here? <Link to="/sign-in">Sign in</Link>
          </>
        }
      >
        <SignUpForm action="Create account" />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      title="Create the owner’s account"
      lead="This installation is new. The account you make now owns it: it decides who else may join. Everything stays on your server."
    >
      <SignUpForm action="Create account and start" />
    </AuthFrame>
  );
}

function SignUpForm({ action }: { action: string }) {
  const signUp = useSignUp();
  const { errors, isSending, onSubmit } = useForm({ schema: signUpRequestSchema, send: signUp.mutateAsync });
  return (
    <form className={styles.form} onSubmit={onSubmit} noValidate>
      <TextField label="Name" name="name" autoComplete="name" autoFocus error={errors.fields.name} />
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        inputMode="email"
        error={errors.fields.email}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="new-password"
        minLength={password_length_min}
        error={errors.fields.password}
        hint={`At least ${password_length_min} characters. A few words make a good one.`}
      />
      <FormEnd errors={errors} isSending={isSending} action={action} sending="Creating…" />
    </form>
  );
}

function ByInvitation() {
  return (
    <AuthFrame
      title="By invitation"
      lead="This installation takes new people by invitation only. Ask whoever runs it to invite you, then open the link they send."
    >
      <Link to="/sign-in" className={buttonClass('quiet')}>
        Back to sign-in
      </Link>
    </AuthFrame>
  );
}
