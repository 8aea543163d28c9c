/**
 * What went wrong with a form, per field and in general. The browser checks with the server's own schema first, so most
 * mistakes never travel.
 */
import type { z } from 'zod';
import { ApiError } from './api-client.ts';

export interface FormErrors {
  /** By name of the field, e.g. `email`. */
  fields: Record<string, string>;
  general: string | null;
  /** Seconds until it is worth trying again; null when that is now. */
  retryAfter: number | null;
}

export const no_errors: FormErrors = { fields: {}, general: null, retryAfter: null };

export function errorsOfInput(error: z.ZodError): FormErrors {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[String(issue.path[0])] ??= issue.message;
  return { ...no_errors, fields };
}

export function errorsOfAnswer(error: unknown): FormErrors {
  if (!(error instanceof ApiError))
    return { ...no_errors, general: 'Something in the app broke. Reload the page.' };
  const fields: Record<string, string> = {};
  // `body.email`, or `email`: the last part is the field.
  for (const { path, message } of error.problem?.errors ?? [])
    fields[path.split('.').at(-1) ?? path] ??= message;
  const general = Object.keys(fields).length > 0 ? null : error.message;
  const retryAfter = error.problem?.retry_after_seconds ?? null;
  return { fields, general, retryAfter: error.kind === 'too_many_requests' ? (retryAfter ?? 60) : null };
}
