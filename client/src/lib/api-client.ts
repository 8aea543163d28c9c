/**
 * The one door to the REST API: same origin, cookie session, JSON. Answers are parsed with the shared schemas here,
 * and whatever goes wrong leaves as an `ApiError` whose `kind` says what to do.
 */
import { type ErrorKind, type Problem, problemSchema } from '@scriptorium/shared/api/errors.ts';
import type { z } from 'zod';
import { askForReload } from './reload-wish.ts';

/** `unreachable`: nothing answered. `unreadable`: something answered that this version of the app does not understand. */
export type ApiErrorKind = ErrorKind | 'unreachable' | 'unreadable';

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly kind: ApiErrorKind;
  readonly problem: Problem | null;

  constructor(kind: ApiErrorKind, message: string, problem: Problem | null = null, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
    this.problem = problem;
  }
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal;
}

const notSignedIn = new Set<() => void>();

/** Called when any answer says that the session is over. @returns what takes it back */
export function onNotSignedIn(listener: () => void): () => void {
  notSignedIn.add(listener);
  return () => notSignedIn.delete(listener);
}

/** Sends a request whose answer has a body. `path` is below `/api/v1`. */
export async function request<Schema extends z.ZodType>(
  path: string,
  answer: Schema,
  options: RequestOptions = {},
): Promise<z.output<Schema>> {
  const response = await send(path, options);
  const json = await readJson(response);
  const parsed = answer.safeParse(json);
  if (parsed.success) return parsed.data;
  // A proxy's page is no JSON; a newer server's answer is.
  if (json !== null) askForReload('outdated');
  throw new ApiError(
    'unreadable',
    'The server answered in a way this version of the app does not understand. Reload the page.',
    null,
    parsed.error,
  );
}

/** Asks for what is no JSON. */
export async function requestBytes(path: string, options: RequestOptions = {}): Promise<Uint8Array> {
  const response = await send(path, options);
  return new Uint8Array(await response.arrayBuffer());
}

/** Sends a request whose answer is 204. */
export async function command(path: string, options: RequestOptions): Promise<void> {
  await send(path, options);
}

async function send(path: string, { method = 'GET', body, signal }: RequestOptions): Promise<Response> {
  const init: RequestInit = { method, credentials: 'same-origin', headers: { accept: 'application/json' } };
  if (signal) init.signal = signal;
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { accept: 'application/json', 'content-type': 'application/json' };
  }
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, init);
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError('unreachable', 'The server cannot be reached. Check the connection.', null, cause);
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.kind === 'not_signed_in') for (const listener of notSignedIn) listener();
    throw problem;
  }
  return response;
}

async function problemOf(response: Response): Promise<ApiError> {
  const parsed = problemSchema.safeParse(await readJson(response));
  if (parsed.success) return new ApiError(parsed.data.kind, parsed.data.detail, parsed.data);
  // A proxy in front of a server that is down answers in HTML.
  const gatewayFault = response.status >= 502 && response.status <= 504;
  return gatewayFault
    ? new ApiError('unreachable', 'The server cannot be reached just now.')
    : new ApiError('unreadable', `The server answered ${response.status} without saying why.`);
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}
