import { signUpRequestSchema } from '@scriptorium/shared/api/auth.ts';
import { errorKinds } from '@scriptorium/shared/api/errors.ts';
import { beforeAll, expect, test } from 'vitest';
import { ApiError } from './api-client.ts';
import { error_words, errorWords } from './error-words.ts';
import { errorsOfAnswer, errorsOfInput } from './form-errors.ts';
import { activateLanguage, loadSettingsMessages } from './i18n/i18n.ts';

beforeAll(async () => {
  await activateLanguage('en');
  await loadSettingsMessages();
});

const problem = {
  type: 'urn:scriptorium:error:invalid_request',
  title: '',
  detail: '',
  request_id: 'r',
};

test('each field shows its first mistake', () => {
  const parsed = signUpRequestSchema.safeParse({ name: '', email: 'x', password: 'short' });
  expect(errorsOfInput(parsed.error as NonNullable<typeof parsed.error>).fields).toEqual({
    name: 'Enter a name',
    email: 'Enter an e-mail address',
    password: 'At least 10 characters',
  });
});

test('mistakes that the server found go to their fields', () => {
  const errors = [{ path: 'body.email', message: 'Taken' }];
  const error = new ApiError('invalid_request', 'd', {
    ...problem,
    kind: 'invalid_request',
    status: 400,
    errors,
  });
  expect(errorsOfAnswer(error)).toEqual({
    fields: { email: 'The server does not accept this' },
    general: null,
    retryAfter: null,
  });
});

test('a rate limit says how long, and a minute when the server does not', () => {
  const limited = { ...problem, kind: 'too_many_requests' as const, status: 429 };
  expect(
    errorsOfAnswer(new ApiError('too_many_requests', 'd', { ...limited, retry_after_seconds: 7 })).retryAfter,
  ).toBe(7);
  expect(errorsOfAnswer(new ApiError('too_many_requests', 'd', limited)).retryAfter).toBe(60);
});

test('what has no field is said in general', () => {
  expect(errorsOfAnswer(new ApiError('wrong_credentials', 'd')).general).toBe(
    'The e-mail address or the password is wrong. Check both and try again.',
  );
});

test('a form says better what an error means there', () => {
  const own = { wrong_credentials: 'settings.passwordWrong' } as const;
  expect(errorsOfAnswer(new ApiError('wrong_credentials', 'd'), own).general).toBe(
    'The current password is wrong. Try again.',
  );
});

test('every kind of error has words, in the language of the person', async () => {
  const kinds = [...Object.keys(errorKinds), 'unreachable', 'unreadable'];
  expect(kinds.filter((kind) => !error_words[kind])).toEqual([]);
  await activateLanguage('de');
  expect(errorWords(new ApiError('unreachable', 'English'))).toContain('nicht erreichbar');
  const limited = { ...problem, kind: 'too_many_requests' as const, status: 429, retry_after_seconds: 1 };
  expect(errorWords(new ApiError('too_many_requests', 'English', limited))).toContain('in 1 Sekunde noch');
});
