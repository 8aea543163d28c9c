/** An error in the person's language. What the server says in `detail` is English, for logs and for scripts. */
import { ApiError, type ApiErrorKind } from './api-client.ts';
import { type MessageId, type MessageValues, t } from './i18n/i18n.ts';

/** The test demands all kinds. */
export const error_words: Partial<Record<string, MessageId>> = {
  invalid_request: 'app.errorInvalidRequest',
  not_signed_in: 'app.errorNotSignedIn',
  wrong_credentials: 'app.errorWrongCredentials',
  forbidden: 'app.errorForbidden',
  cross_site_request: 'app.errorCrossSite',
  sign_up_closed: 'app.errorSignUpClosed',
  not_found: 'app.errorNotFound',
  already_exists: 'app.errorAlreadyExists',
  conflict: 'app.errorConflict',
  too_large: 'app.errorTooLarge',
  quota_reached: 'app.errorQuota',
  unsupported_media_type: 'app.errorMediaType',
  range_not_satisfiable: 'app.errorInvalidRequest',
  too_many_requests: 'app.errorTooManyRequests',
  internal: 'app.errorInternal',
  unavailable: 'app.errorUnavailable',
  unreachable: 'app.errorUnreachable',
  unreadable: 'app.errorUnreadable',
};

/** Where a place knows better what an error of a kind means there. */
export type OwnWords = Partial<Record<ApiErrorKind, MessageId>>;

/** What happened and what to do, as a sentence or two. */
export function errorWords(error: unknown, own: OwnWords = {}): string {
  if (!(error instanceof ApiError)) return t('app.errorHere');
  return t(own[error.kind] ?? error_words[error.kind] ?? 'app.errorUnreadable', valuesOf(error));
}

function valuesOf({ problem }: ApiError): MessageValues {
  return { seconds: problem?.retry_after_seconds ?? 0, request: problem?.request_id ?? '' };
}
