import type { FormErrors } from '../../lib/form-errors.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { FormNote, useCountdown } from '../../ui/form-note.tsx';
import styles from './auth-frame.module.css';

interface FormEndProps {
  errors: FormErrors;
  isSending: boolean;
  action: string;
  /** The button's word while it is sent. */
  sending: string;
}

/** What is wrong with the form as a whole, and its button, which waits while the server asks for patience. */
export function FormEnd({ errors, isSending, action, sending }: FormEndProps) {
  const wait = useCountdown(errors);
  return (
    <>
      {wait !== null && <FormNote text={t('app.errorTooManyRequests', { seconds: wait })} />}
      {wait === null && errors.general && errors.retryAfter === null && <FormNote text={errors.general} />}
      <Button
        type="submit"
        kind="primary"
        isWide
        className={styles.submit ?? ''}
        disabled={isSending || wait !== null}
      >
        {isSending ? sending : action}
      </Button>
    </>
  );
}
