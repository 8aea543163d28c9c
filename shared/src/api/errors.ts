/**
 * Every kind of error that the API answers with, and the shape it travels in: an RFC 9457 problem document
 * (`application/problem+json`). The kind decides the HTTP status; `detail` says what happened and what to do.
 */
import { z } from 'zod';

export const errorKinds = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  not_signed_in: { status: 401, title: 'Sign in first' },
  wrong_credentials: { status: 401, title: 'Wrong credentials' },
  forbidden: { status: 403, title: 'You may not do this' },
  cross_site_request: { status: 403, title: 'The request came from another site' },
  sign_up_closed: { status: 403, title: 'This installation takes new people by invitation only' },
  not_found: { status: 404, title: 'There is nothing here' },
  already_exists: { status: 409, title: 'This already exists' },
  /** What others did meanwhile rules it out, and to repeat it will not help: look at how things are, and decide anew. */
  conflict: { status: 409, title: 'This does not fit what others changed meanwhile' },
  too_large: { status: 413, title: 'That is too large' },
  quota_reached: { status: 413, title: 'There is no room left' },
  unsupported_media_type: { status: 415, title: 'This content type is not understood' },
  range_not_satisfiable: { status: 416, title: 'The file does not go that far' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on the server' },
  unavailable: { status: 503, title: 'The server cannot do this just now' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorKind = keyof typeof errorKinds;

/** One field of a request that did not validate. `path` is dotted, e.g. `body.email`. */
const fieldErrorSchema = z.object({ path: z.string(), message: z.string() });

export const problemSchema = z
  .object({
    type: z.string().describe('urn:scriptorium:error:<kind>'),
    kind: z.enum(Object.keys(errorKinds) as [ErrorKind, ...ErrorKind[]]),
    title: z.string().describe('The kind in words; the same for every error of the kind'),
    status: z.int(),
    detail: z.string().describe('What happened this time, and what to do about it'),
    request_id: z.string().describe('Quote it to the administrator: the log has it too'),
    errors: z.array(fieldErrorSchema).optional().describe('invalid_request: the fields at fault'),
    retry_after_seconds: z.int().optional().describe('too_many_requests, unavailable: when to try again'),
    bytes_max: z.int().optional().describe('too_large, quota_reached: what would fit'),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problemSchema>;
