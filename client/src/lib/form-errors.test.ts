import { signUpRequestSchema } from '@scriptorium/shared/api/auth.ts';
import { expect, test } from 'vitest';
import { ApiError } from './api-client.ts';
import { errorsOfAnswer, errorsOfInput } from './form-errors.ts';

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
  expect(errorsOfAnswer(error)).toEqual({ fields: { email: 'Taken' }, general: null, retryAfter: null });
});

test('a rate limit says how long, and a minute when the server does not', () => {
  const limited = { ...problem, kind: 'too_many_requests' as const, status: 429 };
  expect(
    errorsOfAnswer(new ApiError('too_many_requests', 'd', { ...limited, retry_after_seconds: 7 })).retryAfter,
  ).toBe(7);
  expect(errorsOfAnswer(new ApiError('too_many_requests', 'd', limited)).retryAfter).toBe(60);
});

test('what has no field is said in general', () => {
  expect(errorsOfAnswer(new ApiError('wrong_credentials', 'Wrong e-mail or password')).general).toBe(
    'Wrong e-mail or password',
  );
});
