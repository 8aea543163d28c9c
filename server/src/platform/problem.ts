/** The one error that features throw at a client, and how any error becomes an RFC 9457 problem document. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { type ErrorKind, errorKinds, type Problem } from '@scriptorium/shared/api/errors.ts';
import { isDatabaseUnavailable } from './db.ts';

export class ApiError extends Error {
  readonly kind: ErrorKind;
  readonly extra: Pick<Problem, 'errors' | 'retry_after_seconds' | 'bytes_max'>;

  /** @param detail what happened and what to do about it, for a person */
  constructor(kind: ErrorKind, detail: string, extra: ApiError['extra'] = {}, options?: ErrorOptions) {
    super(detail, options);
    this.kind = kind;
    this.extra = extra;
  }
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const apiError = toApiError(error);
  const { status, title } = errorKinds[apiError.kind];
  if (status >= 500) request.log.error({ err: error, kind: apiError.kind }, 'request failed');
  const problem: Problem = {
    type: `urn:scriptorium:error:${apiError.kind}`,
    kind: apiError.kind,
    title,
    status,
    detail: apiError.message,
    request_id: request.id,
    ...apiError.extra,
  };
  if (apiError.extra.retry_after_seconds !== undefined) {
    reply.header('retry-after', apiError.extra.retry_after_seconds);
  }
  return reply
    .code(status)
    .type('application/problem+json')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problem);
}

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return invalidRequest(error);
  if (isDatabaseUnavailable(error)) {
    return new ApiError(
      'unavailable',
      'The database does not answer. Nothing was changed; try again shortly.',
      {
        retry_after_seconds: 5,
      },
    );
  }
  const { statusCode, code } = error as Partial<FastifyError>;
  if (statusCode === 413) return new ApiError('too_large', 'The body is larger than this address takes.');
  if (statusCode === 415) return new ApiError('unsupported_media_type', 'Send application/json.');
  if (code?.startsWith('FST_ERR_CTP') || statusCode === 400) {
    return new ApiError('invalid_request', 'The body is not valid JSON, or the request is malformed.');
  }
  return new ApiError(
    'internal',
    'The fault is in the log under this request id. Nothing else is known to be lost.',
  );
}

function invalidRequest(error: {
  validation: { instancePath: string; message?: string }[];
  validationContext?: unknown;
}) {
  const part = typeof error.validationContext === 'string' ? error.validationContext : 'request';
  const errors = error.validation.map(({ instancePath, message }) => ({
    path: `${part}${instancePath.replaceAll('/', '.')}`,
    message: message ?? 'is not valid',
  }));
  const first = errors[0];
  return new ApiError('invalid_request', first ? `${first.path}: ${first.message}` : 'It did not validate.', {
    errors,
  });
}
