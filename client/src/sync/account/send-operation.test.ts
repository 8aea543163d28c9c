import { describe, expect, it } from 'vitest';
import { type Outcome, sendOperation } from './send-operation.ts';
import { makeNote } from './testing.ts';
import type { OperationRequest } from './to-request.ts';

const request: OperationRequest = { method: 'PATCH', path: '/notes/n', json: { trashed: true } };

interface Sent {
  outcome: Outcome;
  url: string;
  init: RequestInit;
}

async function send(answer: () => Response, sent = request, blob: Blob | null = null): Promise<Sent> {
  let seen: [string, RequestInit] = ['', {}];
  const outcome = await sendOperation(sent, {
    signal: new AbortController().signal,
    readBlob: async () => blob,
    fetch: async (url, init) => {
      seen = [String(url), init ?? {}];
      return answer();
    },
  });
  return { outcome, url: seen[0], init: seen[1] };
}

function problem(kind: string, status: number, more: object = {}): Response {
  const body = {
    type: `urn:${kind}`,
    kind,
    title: 'T',
    status,
    detail: 'What happened',
    request_id: 'r',
    ...more,
  };
  return Response.json(body, { status });
}

describe('an operation that was sent', () => {
  it('is done with the row that the server answers', async () => {
    const note = makeNote('7a3c1f9e-5b7c-4f63-9d27-1f3e5a7b9c11', {
      workspace_id: '0b8f7d8e-2f55-4f0e-9a51-3f1f5a4f7c21',
    });
    const { outcome, url, init } = await send(() => Response.json(note));
    expect(outcome).toEqual({ name: 'done', note });
    expect([url, init.method, init.body]).toEqual(['/api/v1/notes/n', 'PATCH', '{"trashed":true}']);
  });

  it('is done with an answer that has no row, or none at all', async () => {
    expect((await send(() => new Response(null, { status: 204 }))).outcome).toEqual({
      name: 'done',
      note: null,
    });
    expect((await send(() => Response.json({ id: 'x' }))).outcome).toEqual({ name: 'done', note: null });
  });

  it.each<[string, () => Response, Outcome]>([
    [
      'a network that is gone',
      () => {
        throw new TypeError('Failed to fetch');
      },
      { name: 'failed', fault: 'unreachable', retry_after_ms: null },
    ],
    [
      'a captive portal',
      () => new Response('<html>Welcome to the hotel</html>'),
      { name: 'failed', fault: 'unreachable', retry_after_ms: null },
    ],
    [
      'a proxy without its server',
      () => new Response('Bad gateway', { status: 502 }),
      { name: 'failed', fault: 'unreachable', retry_after_ms: null },
    ],
    [
      'a proxy that does not find its server',
      () => new Response('404 page not found', { status: 404 }),
      { name: 'failed', fault: 'unreachable', retry_after_ms: null },
    ],
    [
      'a rate limit',
      () => problem('too_many_requests', 429, { retry_after_seconds: 7 }),
      { name: 'failed', fault: 'busy', retry_after_ms: 7_000 },
    ],
    [
      'a server that is busy',
      () => new Response('', { status: 503, headers: { 'retry-after': '3' } }),
      { name: 'failed', fault: 'busy', retry_after_ms: 3_000 },
    ],
    [
      'a fault of the server',
      () => problem('internal', 500),
      { name: 'failed', fault: 'server_fault', retry_after_ms: null },
    ],
  ])('is tried again after %s', async (_what, answer, outcome) => {
    expect((await send(answer)).outcome).toEqual(outcome);
  });

  it('waits for a person whose session is over', async () => {
    expect((await send(() => problem('not_signed_in', 401))).outcome).toEqual({ name: 'unauthorized' });
  });

  it.each([
    ['invalid_request', 400],
    ['forbidden', 403],
    ['not_found', 404],
    ['already_exists', 409],
    ['conflict', 409],
    ['too_large', 413],
    ['quota_reached', 413],
    ['unsupported_media_type', 415],
  ])('is refused by %s, with the server’s words', async (kind, status) => {
    expect((await send(() => problem(kind, status))).outcome).toEqual({
      name: 'refused',
      refusal: kind,
      detail: 'What happened',
    });
  });

  it('is refused by a proxy, as far as the status tells', async () => {
    const refusals = await Promise.all(
      [403, 413, 415, 400, 418].map(
        async (status) => (await send(() => new Response('', { status }))).outcome,
      ),
    );
    expect(refusals.map((each) => each.name === 'refused' && each.refusal)).toEqual([
      'forbidden',
      'too_large',
      'unsupported_media_type',
      'unreadable',
      'unreadable',
    ]);
  });
});

describe('an upload', () => {
  const upload: OperationRequest = { method: 'PUT', path: '/up', blob: { id: 'b', media_type: 'image/png' } };

  it('sends the bytes as they are', async () => {
    const blob = new Blob(['bytes']);
    const { init } = await send(() => Response.json({}, { status: 201 }), upload, blob);
    expect([init.body, new Headers(init.headers).get('content-type')]).toEqual([blob, 'image/png']);
  });

  it('whose bytes are not on this device any more is not sent', async () => {
    const { outcome, url } = await send(() => Response.json({}), upload);
    expect([outcome, url]).toEqual([{ name: 'refused', refusal: 'missing_data', detail: '' }, '']);
  });
});
