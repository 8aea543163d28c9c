/**
 * Sends one operation and says what came of it. Only an answer that is the server's own, and is understood, counts as
 * done: a captive portal, or a proxy before a server that is down, answers too.
 */
import { type ErrorKind, errorKinds, type Problem, problemSchema } from '@scriptorium/shared/api/errors.ts';
import { type Note, noteSchema } from '@scriptorium/shared/api/notes.ts';
import type { Fault, Refusal } from './operation-state.ts';
import type { OperationRequest } from './to-request.ts';

export type Outcome =
  /** `note`: its row after it, where the answer is one. */
  | { name: 'done'; note: Note | null }
  /** `retry_after_ms`: as the server asks, `null` where it names no time. */
  | { name: 'failed'; fault: Fault; retry_after_ms: number | null }
  | { name: 'unauthorized' }
  | { name: 'refused'; refusal: Refusal; detail: string };

export interface SendOptions {
  signal: AbortSignal;
  readBlob: (id: string) => Promise<Blob | null>;
  fetch?: typeof fetch;
}

export async function sendOperation(
  request: OperationRequest,
  { signal, readBlob, fetch = globalThis.fetch }: SendOptions,
): Promise<Outcome> {
  const init: RequestInit = { method: request.method, credentials: 'same-origin', signal };
  if (request.blob) {
    const blob = await readBlob(request.blob.id);
    if (!blob) return { name: 'refused', refusal: 'missing_data', detail: '' };
    init.body = blob;
    init.headers = { accept: 'application/json', 'content-type': request.blob.media_type };
  } else {
    init.body = JSON.stringify(request.json);
    init.headers = { accept: 'application/json', 'content-type': 'application/json' };
  }
  let response: Response;
  try {
    response = await fetch(`/api/v1${request.path}`, init);
  } catch {
    return unreachable;
  }
  return response.ok ? readDone(response) : readProblem(response);
}

const unreachable: Outcome = { name: 'failed', fault: 'unreachable', retry_after_ms: null };

async function readDone(response: Response): Promise<Outcome> {
  if (response.status === 204) return { name: 'done', note: null };
  const body = await readJson(response);
  if (body === undefined) return unreachable;
  const note = noteSchema.safeParse(body);
  return { name: 'done', note: note.success ? note.data : null };
}

async function readProblem(response: Response): Promise<Outcome> {
  const { status } = response;
  const parsed = problemSchema.safeParse(await readJson(response));
  const problem = parsed.success ? parsed.data : null;
  const retry_after_ms = retryAfter_ms(response, problem);
  if (status === 401) return { name: 'unauthorized' };
  if (status === 503 || status === 429) return { name: 'failed', fault: 'busy', retry_after_ms };
  // "Nothing here" in other words than the server's is a proxy that does not find the server.
  if (status === 502 || status === 504 || (status === 404 && !problem)) {
    return { name: 'failed', fault: 'unreachable', retry_after_ms };
  }
  if (status >= 500) return { name: 'failed', fault: 'server_fault', retry_after_ms };
  if (problem) return { name: 'refused', refusal: problem.kind, detail: problem.detail };
  // A proxy has limits of its own, and answers in HTML.
  return { name: 'refused', refusal: kindOfStatus(status) ?? 'unreadable', detail: '' };
}

/** Without the server's own words only what the status itself says is known. */
function kindOfStatus(status: number): ErrorKind | null {
  const telling: ErrorKind[] = ['forbidden', 'too_large', 'unsupported_media_type'];
  return telling.find((kind) => errorKinds[kind].status === status) ?? null;
}

function retryAfter_ms(response: Response, problem: Problem | null): number | null {
  const seconds = problem?.retry_after_seconds ?? Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}

/** @returns undefined for what is no JSON, or did not come in whole */
async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}
