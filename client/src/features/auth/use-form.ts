import { type FormEvent, useState } from 'react';
import type { z } from 'zod';
import type { OwnWords } from '../../lib/error-words.ts';
import { errorsOfAnswer, errorsOfInput, type FormErrors, no_errors } from '../../lib/form-errors.ts';

interface FormOptions<Schema extends z.ZodType> {
  schema: Schema;
  send: (input: z.output<Schema>) => Promise<unknown>;
  /** What an error means in this form, where it is more than its kind says. */
  errorWords?: OwnWords;
}

/** A plain form: checked with the server's schema, sent, its errors shown, and the first field at fault focused. */
export function useForm<Schema extends z.ZodType>({ schema, send, errorWords }: FormOptions<Schema>) {
  const [errors, setErrors] = useState<FormErrors>(no_errors);
  const [isSending, setSending] = useState(false);

  async function onSubmit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const input = schema.safeParse(Object.fromEntries(new FormData(form)));
    if (!input.success) return fail(form, errorsOfInput(input.error));
    setSending(true);
    try {
      await send(input.data);
      setErrors(no_errors);
    } catch (error) {
      fail(form, errorsOfAnswer(error, errorWords));
    } finally {
      setSending(false);
    }
  }

  function fail(form: HTMLFormElement, found: FormErrors): void {
    setErrors(found);
    const first = [...form.elements].find(
      (field) => field instanceof HTMLInputElement && found.fields[field.name],
    );
    if (first instanceof HTMLElement) first.focus();
  }

  return { errors, isSending, onSubmit };
}
