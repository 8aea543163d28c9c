/**
 * What went wrong with a form, per field and in general, in the person's language. The browser checks with the server's
 * own schema first, so most mistakes never travel.
 */
import type { z } from 'zod';
import { ApiError } from './api-client.ts';
import { errorWords, type OwnWords } from './error-words.ts';
import { type MessageId, t } from './i18n/i18n.ts';

export interface FormErrors {
  /** By name of the field, e.g. `email`. */
  fields: Record<string, string>;
  general: string | null;
  /** Seconds until it is worth trying again; null when that is now. */
  retryAfter: number | null;
}

export const no_errors: FormErrors = { fields: {}, general: null, retryAfter: null };

/** What to say of a field that was left empty. */
const emptyFields: Record<string, MessageId> = {
  name: 'app.fieldName',
  password: 'app.fieldPassword',
  current_password: 'app.fieldCurrentPassword',
};

export function errorsOfInput(error: z.ZodError): FormErrors {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) {
    const field = String(issue.path[0]);
    fields[field] ??= issueWords(field, issue);
  }
  return { ...no_errors, fields };
}

export function errorsOfAnswer(error: unknown, own?: OwnWords): FormErrors {
  if (!(error instanceof ApiError)) return { ...no_errors, general: errorWords(error) };
  const fields: Record<string, string> = {};
  // `body.email`, or `email`: the last part is the field. Why, the server says in English only.
  for (const { path } of error.problem?.errors ?? [])
    fields[path.split('.').at(-1) ?? path] = t('app.fieldInvalid');
  const general = Object.keys(fields).length > 0 ? null : errorWords(error, own);
  const retryAfter = error.problem?.retry_after_seconds ?? null;
  return { fields, general, retryAfter: error.kind === 'too_many_requests' ? (retryAfter ?? 60) : null };
}

function issueWords(field: string, issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_format' && issue.format === 'email') return t('app.fieldEmail');
  if (issue.code === 'too_big') return t('app.fieldLong', { count: Number(issue.maximum) });
  const empty = emptyFields[field];
  if (issue.code !== 'too_small') return t('app.fieldInvalid');
  return empty && issue.minimum === 1 ? t(empty) : t('app.fieldShort', { count: Number(issue.minimum) });
}
