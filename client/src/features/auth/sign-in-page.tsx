import { signInRequestSchema } from '@scriptorium/shared/api/auth.ts';
import { Link } from 'react-router';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { PasswordField } from '../../ui/password-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './auth-frame.module.css';
import { AuthFrame } from './auth-frame.tsx';
import { FormEnd } from './form-end.tsx';
import { useSignIn } from './session.ts';
import { useForm } from './use-form.ts';

export function SignInPage({ mayJoin }: { mayJoin: boolean }) {
  useDocumentTitle('Sign in');
  const signIn = useSignIn();
  const { errors, isSending, onSubmit } = useForm({ schema: signInRequestSchema, send: signIn.mutateAsync });
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
        <FormEnd errors={errors} isSending={isSending} action="Sign in" sending="Signing in…" />
      </form>
    </AuthFrame>
  );
}
