import { signInRequestSchema } from '@scriptorium/shared/api/auth.ts';
import { Link } from 'react-router';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Button } from '../../ui/button.tsx';
import { FormNote, useCountdown } from '../../ui/form-note.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './auth-frame.module.css';
import { AuthFrame } from './auth-frame.tsx';
import { useSignIn } from './session.ts';
import { useForm } from './use-form.ts';

export function SignInPage({ mayJoin }: { mayJoin: boolean }) {
  useDocumentTitle('Sign in');
  const signIn = useSignIn();
  const { errors, isSending, onSubmit } = useForm({ schema: signInRequestSchema, send: signIn.mutateAsync });
  const wait = useCountdown(errors);
  const footer = mayJoin ? (
    <>
      New here? <Link to="/sign-up">Create an account</Link>
    </>
  ) : (
    'New here? Ask whoever runs this installation for an invitation.'
  );
  return (
    <AuthFrame title="Welcome back" lead="Sign in to your notes." footer={footer}>
      <form className={styles.form} onSubmit={onSubmit} noValidate>
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          autoFocus
          error={errors.fields.email}
        />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          error={errors.fields.password}
        />
        {wait !== null && <FormNote text={`Too many attempts. Try again in ${wait} seconds.`} />}
        {wait === null && errors.general && errors.retryAfter === null && <FormNote text={errors.general} />}
        <Button
          type="submit"
          kind="primary"
          isWide
          className={styles.submit ?? ''}
          disabled={isSending || wait !== null}
        >
          {isSending ? 'Signing in…' : 'Sign in'}
        </Button>
      </form>
    </AuthFrame>
  );
}
